package io.cfa.kit.queue;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;

/**
 * A queue that is a domain's own table: an item is written down and queued in one insert, and moved on in the one statement that changes its
 * state, so neither can be without the other. An item that is taken is due again when its lease has run out, by the clock of the database; any
 * later change under an older lease changes nothing. Items are handed out at least once, the longest waiting first.
 *
 * @param <T> what a row is read as
 */
public final class DurableQueue<T> {

    private static final String IN_A_WHILE = "now() + :queue_millis * interval '1 millisecond'";

    private final JdbcClient database;
    private final QueueTable table;
    private final String returning;
    private final RowMapper<T> mapper;
    private final Timing timing;

    /**
     * How long a lease lasts and how attempts are spaced.
     *
     * @param lease   how long what a killed process was at waits for another; a step may take longer, as its lease is renewed while it goes on
     * @param backOff the pauses between attempts of one step
     */
    public record Timing(Duration lease, BackOff backOff) {}

    /**
     * A queue over a table.
     *
     * @param columns what the mapper reads of a row, as SQL has them
     */
    public DurableQueue(JdbcClient database, QueueTable table, String columns, RowMapper<T> mapper, Timing timing) {
        this.database = database;
        this.table = table;
        this.returning = " returning " + table.columns() + ", " + columns;
        this.mapper = mapper;
        this.timing = timing;
    }

    /** The table. */
    QueueTable table() {
        return table;
    }

    /** The table's name. */
    public String name() {
        return table.table();
    }

    /** Takes items that are due; takers at the same time get different ones. */
    public List<Lease<T>> take(int most) {
        String due = "with queue_due as materialized (select %2$s as due_key from %1$s where %3$s <= now()"
                + " order by %3$s limit :queue_most for update skip locked)"
                + " update %1$s set %4$s = %4$s + 1, %3$s = "
                + IN_A_WHILE
                + " from queue_due where %2$s = due_key";
        return database.sql(due.formatted(table.table(), table.id(), table.due(), table.claim()) + returning)
                .param("queue_most", most)
                .param("queue_millis", timing.lease().toMillis())
                .query(this::lease)
                .list();
    }

    /** How long a lease lasts. */
    Duration lease() {
        return timing.lease();
    }

    /**
     * Gives the lease of a step that is still under way its whole time again; false when another has taken the item since, and also while the step's own
     * transaction is changing it, which gives the lease its time itself. The number stays, so what the step writes down next is not refused.
     */
    boolean renew(Lease<T> lease) {
        String held = "update %1$s set %3$s = " + IN_A_WHILE
                + " where %2$s = (select %2$s from %1$s where %2$s = :queue_key and %4$s = :queue_number for update skip locked)";
        return database.sql(held.formatted(table.table(), table.id(), table.due(), table.claim()))
                        .param("queue_millis", timing.lease().toMillis())
                        .param("queue_key", lease.key())
                        .param("queue_number", lease.number())
                        .update()
                == 1;
    }

    /** Changes an item that has a further step, which begins with no attempts and a new lease; empty when another has taken it since. */
    public Optional<Lease<T>> move(Lease<T> lease, Change change) {
        return update(lease, change.assignments() + ", " + table.attempts() + " = 0", IN_A_WHILE)
                .param("queue_millis", timing.lease().toMillis())
                .params(change.values())
                .query(this::lease)
                .optional();
    }

    /** Changes an item for the last time and takes it out of the queue; empty when another has taken it since. */
    public Optional<T> finish(Lease<T> lease, Change change) {
        return update(lease, change.assignments(), "null")
                .params(change.values())
                .query(this::lease)
                .optional()
                .map(Lease::item);
    }

    /** Leaves an item whose step failed until the back-off says; false when another has taken it since. */
    public boolean retry(Lease<T> lease) {
        return postpone(lease, timing.backOff().after(lease.attempts()));
    }

    /** Leaves an item whose step failed for a while; false when another has taken it since. */
    public boolean postpone(Lease<T> lease, Duration pause) {
        return update(lease, table.attempts() + " = " + table.attempts() + " + 1", IN_A_WHILE)
                .param("queue_millis", pause.toMillis())
                .query(this::lease)
                .optional()
                .isPresent();
    }

    /** Leaves an item, whose step was not begun, to whoever comes first; false when another has taken it since. */
    public boolean handBack(Lease<T> lease) {
        return update(lease, table.attempts() + " = " + table.attempts(), "now()")
                .query(this::lease)
                .optional()
                .isPresent();
    }

    private StatementSpec update(Lease<T> lease, String assignments, String due) {
        return database.sql("update %s set %s, %s = %s, %s = %s where %s = :queue_key and %s = :queue_number"
                                .formatted(
                                        table.table(),
                                        assignments,
                                        table.due(),
                                        due,
                                        table.claim(),
                                        table.claim() + " + 1",
                                        table.id(),
                                        table.claim())
                        + returning)
                .param("queue_key", lease.key())
                .param("queue_number", lease.number());
    }

    private Lease<T> lease(ResultSet row, int number) throws SQLException {
        return new Lease<>(
                mapper.mapRow(row, number),
                row.getObject("queue_key"),
                row.getLong("queue_claim"),
                row.getInt("queue_attempts"),
                row.getString("queue_request"));
    }
}
