package io.cfa.kit.backlog;

import io.cfa.kit.DomainException;
import io.cfa.kit.page.Filter;
import io.cfa.kit.page.KeysetQuery;
import io.cfa.kit.page.Page;
import io.cfa.kit.page.PageRequest;
import io.cfa.kit.page.SortKey;
import io.cfa.kit.queue.QueueTable;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Counts what waits; no count goes further than {@link #MOST}, so that asking costs little where much waits. */
final class Backlogs {

    /** Where counting ends: one more stands for more. */
    static final int MOST = 10_000;

    /** What a tag of an image may be. */
    private static final Pattern TAG = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}");

    private static final String STUCK = "(attempts >= 5 or due_at < now() - interval '1 minute')";
    private static final Map<String, List<SortKey>> SORTS = Map.of(
            "dueAt", List.of(SortKey.time("due_at"), SortKey.text("id")),
            "attempts", List.of(SortKey.number("attempts"), SortKey.text("id")));

    private final JdbcClient database;
    private final List<QueueTable> queues;
    private final String release;

    Backlogs(JdbcClient database, List<QueueTable> queues, String release) {
        this.database = database;
        this.queues = queues;
        this.release = TAG.matcher(release).matches() ? release : null;
    }

    Backlog now() {
        return new Backlog(
                queues.stream().map(this::count).toList(),
                outbox(),
                release,
                Instant.ofEpochMilli(ManagementFactory.getRuntimeMXBean().getStartTime()));
    }

    private Backlog.Queue count(QueueTable queue) {
        return database.sql(
                        ("select :name as name, count(*) as waiting, count(*) filter (where " + STUCK + ") as stuck,"
                                        + " min(due_at) filter (where due_at <= now()) as longest_due,"
                                        + " coalesce(max(attempts), 0) as most_attempts from (%s limit %d) as item")
                                .formatted(items(queue), MOST + 1))
                .param("name", queue.table())
                .query(Backlog.Queue.class)
                .single();
    }

    private Backlog.Outbox outbox() {
        return database.sql("select count(*) as waiting, min(happened_at) as since from"
                        + " (select happened_at from outbox where published_at is null order by sequence limit %d) as event"
                                .formatted(MOST + 1))
                .query(Backlog.Outbox.class)
                .single();
    }

    /** The items of a queue, only what is stuck or only what is not, or all. */
    Page<QueuedItem> items(String name, Boolean stuck, PageRequest page) {
        QueueTable queue = queues.stream()
                .filter(known -> known.table().equals(name))
                .findFirst()
                .orElseThrow(() -> DomainException.notFound("There is no such queue here."));
        return KeysetQuery.of(database, items(queue), QueuedItem.class, SORTS)
                .page(page, Filter.all().with("stuck = :stuck", "stuck", stuck));
    }

    private static String items(QueueTable queue) {
        return "select id, due_at, attempts, request_id, %s as stuck from (select cast(%s as text) as id, %s as due_at, %s as attempts, %s as request_id from %s where %s is not null) as queued"
                .formatted(
                        STUCK,
                        queue.id(),
                        queue.due(),
                        queue.attempts(),
                        queue.requestId(),
                        queue.table(),
                        queue.due());
    }
}
