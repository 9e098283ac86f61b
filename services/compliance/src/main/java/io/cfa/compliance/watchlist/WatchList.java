package io.cfa.compliance.watchlist;

import io.cfa.compliance.name.FuzzyNameMatcher;
import io.cfa.compliance.name.NameNormalizer;
import io.cfa.kit.RequestIds;
import io.cfa.kit.page.Filter;
import io.cfa.kit.page.KeysetQuery;
import io.cfa.kit.page.Page;
import io.cfa.kit.page.PageRequest;
import io.cfa.kit.page.SortKey;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** The table of the names that may not take part. */
@Repository
public class WatchList {

    /** Of this database's advisory locks, the list's. */
    private static final long LOCK = 115;

    private record Entry(UUID id, String words) {}

    private static final String SELECT =
            "select id, name, reason, listed_at, removed_at, removed_by, removal_reason from watched ";

    private static final Map<String, List<SortKey>> SORTS = Map.of(
            "name", List.of(SortKey.text("name"), SortKey.uuid("id")),
            "listedAt", List.of(SortKey.time("listed_at"), SortKey.uuid("id")));

    private final JdbcClient database;
    private final KeysetQuery<WatchListEntry> list;

    WatchList(JdbcClient database) {
        this.database = database;
        this.list = KeysetQuery.of(
                database,
                "select id, name, words, reason, listed_at, removed_at, removed_by, removal_reason from watched",
                WatchListEntry.class,
                SORTS);
    }

    /** Lists a name, unless something stands under its id; tells whether this call did it. */
    boolean add(WatchListEntry entry) {
        return database.sql(
                                "insert into watched (id, name, words, reason, listed_at, request_id) values (:id, :name, :words, :reason, :at, :request)"
                                        + " on conflict (id) do nothing")
                        .param("id", entry.id())
                        .param("name", entry.name())
                        .param("words", NameNormalizer.of(entry.name()))
                        .param("reason", entry.reason())
                        .param("at", Timestamp.from(entry.listedAt()))
                        .param("request", RequestIds.current().orElse(null))
                        .update()
                == 1;
    }

    /** Takes a name off the list, and has whom it has stopped compared again; whoever compares it now has lost it. */
    void remove(UUID id, String reason, String operator, Instant at) {
        database.sql("update watched set removed_at = :at, removed_by = :by, removal_reason = :reason,"
                        + " compare_at = now(), claim = claim + 1, attempts = 0, compared_to = null, found = 0,"
                        + " request_id = :request where id = :id")
                .param("id", id)
                .param("at", Timestamp.from(at))
                .param("by", operator)
                .param("reason", reason)
                .param("request", RequestIds.current().orElse(null))
                .update();
    }

    /** Until the transaction ends, nobody else changes it. */
    Optional<WatchListEntry> locked(UUID id) {
        return database.sql(SELECT + "where id = :id for update")
                .param("id", id)
                .query(WatchListEntry.class)
                .optional();
    }

    /** Until the transaction ends, the list stays as it is: a name that is compared now is compared with what is listed later by the queue. */
    public void holdStill() {
        database.sql("select pg_advisory_xact_lock_shared(:list)")
                .param("list", LOCK)
                .query(row -> {});
    }

    /** Until the transaction ends, nobody compares a name with the list; waits for whoever does. */
    void change() {
        database.sql("select pg_advisory_xact_lock(:list)").param("list", LOCK).query(row -> {});
    }

    /** The first entry that is the same name, in whatever spelling. */
    public Optional<WatchListEntry> same(String name) {
        return database.sql(SELECT + "where words = :words and removed_at is null order by listed_at limit 1")
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
                .sql("select id, words from watched where removed_at is null")
                .withFetchSize(1000)
                .query((row, number) -> new Entry(row.getObject(1, UUID.class), row.getString(2)))
                .stream()) {
            return entries.filter(entry -> names.include(entry.words()))
                    .findFirst()
                    .map(entry -> withId(entry.id()));
        }
    }

    /** Those that are the same name, in whatever spelling, or all; removed ones too. */
    Page<WatchListEntry> page(String name, PageRequest page) {
        return list.page(page, Filter.all().with("words", name == null ? null : NameNormalizer.of(name)));
    }

    Optional<WatchListEntry> find(UUID id) {
        return database.sql(SELECT + "where id = :id")
                .param("id", id)
                .query(WatchListEntry.class)
                .optional();
    }

    WatchListEntry withId(UUID id) {
        return database.sql(SELECT + "where id = :id")
                .param("id", id)
                .query(WatchListEntry.class)
                .single();
    }
}
