package io.cfa.compliance.screening;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What was screened; the result of an id never changes, whatever is listed later. */
@Repository
class Screenings {

    private final JdbcClient database;
    private final WatchList watchList;
    private final Clock clock = Clock.systemUTC();

    Screenings(JdbcClient database, WatchList watchList) {
        this.database = database;
        this.watchList = watchList;
    }

    /** Screens a name against the watch list as it is now, or returns what was found under this id before. */
    Screening screen(UUID id, String name) {
        Optional<Watched> found = watchList.find(name);
        database.sql(
                        "insert into screening (id, name, result, reason, screened_at) values (:id, :name, :result, :reason, :at)"
                                + " on conflict (id) do nothing")
                .param("id", id)
                .param("name", name)
                .param("result", (found.isPresent() ? Screening.Result.REJECTED : Screening.Result.APPROVED).name())
                .param(
                        "reason",
                        found.map(watched -> "On the watch list: " + watched.reason())
                                .orElse("Not on the watch list"))
                .param("at", Timestamp.from(clock.instant().truncatedTo(ChronoUnit.MICROS)))
                .update();
        return withId(id).orElseThrow();
    }

    Optional<Screening> withId(UUID id) {
        return database.sql("select id, name, result, reason, screened_at from screening where id = :id")
                .param("id", id)
                .query(Screening.class)
                .optional();
    }
}
