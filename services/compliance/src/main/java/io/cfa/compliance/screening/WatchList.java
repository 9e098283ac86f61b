package io.cfa.compliance.screening;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The names that may not take part. */
@Repository
class WatchList {

    private static final String SELECT = "select id, name, reason, listed_at from watched ";

    private final JdbcClient database;
    private final Clock clock = Clock.systemUTC();

    WatchList(JdbcClient database) {
        this.database = database;
    }

    /** Lists a name, or returns what stands under its id already. */
    Watched add(UUID id, String name, String reason) {
        database.sql(
                        "insert into watched (id, name, words, reason, listed_at) values (:id, :name, :words, :reason, :at)"
                                + " on conflict (id) do nothing")
                .param("id", id)
                .param("name", name)
                .param("words", Words.of(name))
                .param("reason", reason)
                .param("at", Timestamp.from(clock.instant().truncatedTo(ChronoUnit.MICROS)))
                .update();
        return database.sql(SELECT + "where id = :id")
                .param("id", id)
                .query(Watched.class)
                .single();
    }

    /** The first entry that is the same name, in whatever spelling. */
    Optional<Watched> find(String name) {
        return database.sql(SELECT + "where words = :words order by listed_at limit 1")
                .param("words", Words.of(name))
                .query(Watched.class)
                .optional();
    }

    List<Watched> page(int number) {
        return database.sql(SELECT + "order by name, id limit 100 offset :skipped")
                .param("skipped", number * 100L)
                .query(Watched.class)
                .list();
    }
}
