package io.cfa.compliance.screening;

import io.cfa.kit.DomainException;
import io.cfa.kit.EventPublisher;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** The names that may not take part. */
@Repository
class WatchList {

    private record Entry(UUID id, String words) {}

    private static final String SELECT = "select id, name, reason, listed_at from watched ";

    private final JdbcClient database;
    private final EventPublisher events;
    private final Clock clock = Clock.systemUTC();

    WatchList(JdbcClient database, EventPublisher events) {
        this.database = database;
        this.events = events;
    }

    /** Lists a name, or returns what stands under its id already, if that is the same. */
    @Transactional
    WatchListEntry add(UUID id, String name, String reason) {
        int added = database.sql(
                        "insert into watched (id, name, words, reason, listed_at) values (:id, :name, :words, :reason, :at)"
                                + " on conflict (id) do nothing")
                .param("id", id)
                .param("name", name)
                .param("words", NameNormalizer.of(name))
                .param("reason", reason)
                .param("at", Timestamp.from(clock.instant().truncatedTo(ChronoUnit.MICROS)))
                .update();
        WatchListEntry watched = withId(id);
        if (added == 1) {
            events.publish("compliance.name-listed", id.toString(), watched);
        } else if (!watched.name().equals(name) || !watched.reason().equals(reason)) {
            throw DomainException.conflict("id-taken", "Another name stands under this id.");
        }
        return watched;
    }

    /** The first entry that is the same name, in whatever spelling. */
    Optional<WatchListEntry> same(String name) {
        return database.sql(SELECT + "where words = :words order by listed_at limit 1")
                .param("words", NameNormalizer.of(name))
                .query(WatchListEntry.class)
                .optional();
    }

    /**
     * An entry that may mean the same. All of them are compared, a thousand at a time in memory: no index finds a name by words of which each
     * may be misspelt, and a list of 100 000 names costs a quarter of a CPU second, once in a participant's life.
     */
    @Transactional(readOnly = true)
    public Optional<WatchListEntry> like(String name) {
        FuzzyNameMatcher names = new FuzzyNameMatcher(NameNormalizer.of(name));
        try (Stream<Entry> entries = database
                .sql("select id, words from watched")
                .withFetchSize(1000)
                .query((row, number) -> new Entry(row.getObject(1, UUID.class), row.getString(2)))
                .stream()) {
            return entries.filter(entry -> names.include(entry.words()))
                    .findFirst()
                    .map(entry -> withId(entry.id()));
        }
    }

    List<WatchListEntry> page(int number) {
        return database.sql(SELECT + "order by name, id limit 100 offset :skipped")
                .param("skipped", number * 100L)
                .query(WatchListEntry.class)
                .list();
    }

    private WatchListEntry withId(UUID id) {
        return database.sql(SELECT + "where id = :id")
                .param("id", id)
                .query(WatchListEntry.class)
                .single();
    }
}
