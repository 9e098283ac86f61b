package io.cfa.compliance.watchlist;

import io.cfa.compliance.watchlist.ListVersion.Change;
import io.cfa.compliance.watchlist.ListVersion.Kind;
import io.cfa.compliance.watchlist.ListVersion.Status;
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
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The tables of the versions of lists, and of what each of them changes. */
@Repository
class ListVersions {

    /** One that waits is outdated once another has come into force than that which it was compared with. */
    private static final String SELECT =
            "select id, list, as_of, sha256, names, added, removed, changed, case when status = 'TO_CONFIRM' and replaces is distinct from"
                    + " (select id from watch_list_version as other where other.list = version.list and other.status = 'IN_FORCE')"
                    + " then 'OUTDATED' else status end as status, replaces, uploaded_by, uploaded_at, confirmed_by, in_force_at,"
                    + " (select count(*) from watched where watched.version = version.id and compare_at is not null) as waiting"
                    + " from watch_list_version as version";

    private static final String CHANGES =
            "select version, kind, name, reason, words from watch_list_change where kind <> 'KEPT'";

    private final JdbcClient database;
    private final KeysetQuery<ListVersion> list;
    private final KeysetQuery<Change> changes;

    ListVersions(JdbcClient database) {
        this.database = database;
        this.list = KeysetQuery.of(
                database,
                "select * from (" + SELECT + ") as version",
                ListVersion.class,
                Map.of("uploadedAt", List.of(SortKey.time("uploaded_at"), SortKey.uuid("id"))));
        this.changes = KeysetQuery.of(
                database,
                "select * from (" + CHANGES + ") as change",
                Change.class,
                Map.of("name", List.of(SortKey.text("name"), SortKey.text("words"))));
    }

    /** Until the transaction ends, nobody else uploads or confirms a version of a list. */
    void lock(String name) {
        database.sql("select pg_advisory_xact_lock(hashtextextended('watch list ' || :list, 0))")
                .param("list", name)
                .query(row -> {});
    }

    Optional<ListVersion> withId(UUID id) {
        return database.sql(SELECT + " where id = :id")
                .param("id", id)
                .query(ListVersion.class)
                .optional();
    }

    Optional<ListVersion> inForce(String name) {
        return database.sql(SELECT + " where list = :list and status = 'IN_FORCE'")
                .param("list", name)
                .query(ListVersion.class)
                .optional();
    }

    /** Writes a version down that holds nothing yet. */
    void add(ListVersion version) {
        database.sql(
                        "insert into watch_list_version (id, list, as_of, sha256, status, replaces, uploaded_by, uploaded_at)"
                                + " values (:id, :list, :asOf, :sha, :status, :replaces, :by, :at)")
                .param("id", version.id())
                .param("list", version.list())
                .param("asOf", version.asOf())
                .param("sha", version.sha256())
                .param("status", Status.TO_CONFIRM.name())
                .param("replaces", version.replaces())
                .param("by", version.uploadedBy())
                .param("at", Timestamp.from(version.uploadedAt()))
                .update();
    }

    /** Names of a version; the second spelling of one that is there already is passed over. */
    void addNames(UUID version, List<ListReader.Line> lines) {
        database.sql(
                        "insert into watch_list_change (version, words, kind, name, reason) select :version, words, 'ADDED', name, reason"
                                + " from unnest(:words, :names, :reasons) as line (words, name, reason) on conflict (version, words) do nothing")
                .param("version", version)
                .param("words", lines.stream().map(ListReader.Line::words).toArray(String[]::new))
                .param("names", lines.stream().map(ListReader.Line::name).toArray(String[]::new))
                .param("reasons", lines.stream().map(ListReader.Line::reason).toArray(String[]::new))
                .update();
    }

    /** Works out how a version differs from what stands of its list, and returns it with that. */
    ListVersion compare(ListVersion version) {
        statement(
                "update watch_list_change as change set kind = case when (change.name, change.reason) = (watched.name, watched.reason)"
                        + " then 'KEPT' else 'CHANGED' end from watched where watched.list = :list and removed_at is null"
                        + " and change.version = :version and watched.words = change.words",
                version);
        statement(
                "insert into watch_list_change (version, words, kind, name, reason) select :version, words, 'REMOVED', name, reason"
                        + " from watched where list = :list and removed_at is null on conflict (version, words) do nothing",
                version);
        statement(
                "update watch_list_version set (names, added, removed, changed) = (select count(*) filter (where kind <> 'REMOVED'),"
                        + " count(*) filter (where kind = 'ADDED'), count(*) filter (where kind = 'REMOVED'),"
                        + " count(*) filter (where kind = 'CHANGED') from watch_list_change where version = :version)"
                        + " where id = :version",
                version);
        statement("delete from watch_list_change where version = :version and kind = 'KEPT'", version);
        return withId(version.id()).orElseThrow();
    }

    /** Puts a version in the place of the one before: names that come and go are compared with everybody from then on. */
    void apply(ListVersion version, String confirmedBy, Instant at) {
        String ofList = " from watch_list_change as change where change.version = :version and watched.list = :list"
                + " and watched.removed_at is null and watched.words = change.words and change.kind = ";
        database.sql(
                        "update watched set removed_at = :at, removed_by = :by, removal_reason = :reason, version = :version,"
                                + " compare_at = now(), claim = claim + 1, attempts = 0, compared_to = null, found = 0, request_id = :request"
                                + ofList + "'REMOVED'")
                .param("version", version.id())
                .param("list", version.list())
                .param("at", Timestamp.from(at))
                .param("by", version.uploadedBy())
                .param("reason", "%s of %s has it no more".formatted(version.list(), version.asOf()))
                .param("request", RequestIds.current().orElse(null))
                .update();
        statement("update watched set name = change.name, reason = change.reason" + ofList + "'CHANGED'", version);
        database.sql("insert into watched (id, name, words, reason, listed_at, request_id, list, version)"
                        + " select gen_random_uuid(), name, words, reason, :at, :request, :list, :version from watch_list_change"
                        + " where version = :version and kind = 'ADDED'")
                .param("version", version.id())
                .param("list", version.list())
                .param("at", Timestamp.from(at))
                .param("request", RequestIds.current().orElse(null))
                .update();
        statement(
                "update watch_list_version set status = 'REPLACED' where list = :list and status = 'IN_FORCE' and id <> :version",
                version);
        database.sql(
                        "update watch_list_version set status = 'IN_FORCE', confirmed_by = :by, in_force_at = :at where id = :version")
                .param("version", version.id())
                .param("by", confirmedBy)
                .param("at", Timestamp.from(at))
                .update();
    }

    private void statement(String sql, ListVersion version) {
        database.sql(sql)
                .param("version", version.id())
                .param("list", version.list())
                .update();
    }

    /** Those of a list, of a status, or all. */
    Page<ListVersion> page(String name, Status status, PageRequest page) {
        return list.page(page, Filter.all().with("list", name).with("status", status));
    }

    /** What a version has added, removed or changed. */
    Page<Change> changes(UUID version, Kind kind, PageRequest page) {
        return changes.page(page, Filter.all().with("version", version).with("kind", kind));
    }
}
