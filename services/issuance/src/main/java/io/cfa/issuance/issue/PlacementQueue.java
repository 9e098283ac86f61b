package io.cfa.issuance.issue;

import static java.time.Duration.ofSeconds;

import io.cfa.kit.RequestIds;
import io.cfa.kit.queue.BackOff;
import io.cfa.kit.queue.Change;
import io.cfa.kit.queue.DurableQueue;
import io.cfa.kit.queue.Lease;
import io.cfa.kit.queue.QueueTable;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The placements that are to be driven on; the table of issues is the queue. */
@Repository
class PlacementQueue {

    private static final QueueTable TABLE = new QueueTable("issue", "id", "try_at", "claim", "tried", "request_id");

    private final JdbcClient database;
    private final DurableQueue<Placement> queue;

    PlacementQueue(JdbcClient database) {
        this.database = database;
        this.queue = new DurableQueue<>(
                database,
                TABLE,
                "id, issuer, name, units, unit_price, coalesce(offer, id) as placed_as, opens_at, closes_at,"
                        + " minimum_units, most_per_investor, qualified_only",
                (row, number) -> new Placement(
                        row.getObject("id", UUID.class),
                        row.getString("issuer"),
                        PlacementQueue.terms(row),
                        row.getObject("placed_as", UUID.class)),
                new DurableQueue.Timing(ofSeconds(30), BackOff.between(ofSeconds(1), ofSeconds(30))));
    }

    /**
     * What is to be placed.
     *
     * @param id     the issue's, and its asset's
     * @param issuer the {@code sub} of the login that gets all units and offers them
     * @param terms  how many, at what price
     * @param offer  the id of the offer
     */
    record Placement(UUID id, String issuer, IssueTerms terms, UUID offer) {}

    private static IssueTerms terms(ResultSet row) throws SQLException {
        return new IssueTerms(
                row.getString("name"),
                row.getLong("units"),
                row.getLong("unit_price"),
                instant(row, "opens_at"),
                instant(row, "closes_at"),
                row.getObject("minimum_units", Long.class),
                row.getObject("most_per_investor", Long.class),
                row.getBoolean("qualified_only"));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime value = row.getObject(column, OffsetDateTime.class);
        return value == null ? null : value.toInstant();
    }

    /** Where the workers take from. */
    DurableQueue<Placement> leases() {
        return queue;
    }

    /**
     * Has an issue placed, from now on. Its offer's id is of version 3, as nobody else's is at settlement: it follows from the issue's, so that
     * asking twice is asking once, and cannot be taken before by another.
     */
    void begin(Issue issue) {
        UUID offer = UUID.nameUUIDFromBytes(("placement of issue " + issue.id()).getBytes(StandardCharsets.UTF_8));
        database.sql("update issue set status = 'OPENING', reason = null, offer = :offer, tried = 0,"
                        + " try_at = greatest(now(), opens_at),"
                        + " request_id = :request where id = :id")
                .param("id", issue.id())
                .param("offer", offer)
                .param("request", RequestIds.current().orElse(null))
                .update();
    }

    /** Takes back what is to be placed when its window opens, before that; tells whether it was such a one. */
    boolean takenBack(UUID id) {
        return database.sql("update issue set status = 'APPROVED', try_at = null, claim = claim + 1 where id = :id"
                                + " and status = 'OPENING' and opens_at > now()")
                        .param("id", id)
                        .update()
                == 1;
    }

    /** Tells whether it was this lease's to say. */
    boolean opened(Lease<Placement> lease) {
        return queue.finish(lease, Change.set("status = 'OPEN'")).isPresent();
    }

    /** Tells whether it was this lease's to say. */
    boolean refused(Lease<Placement> lease, String reason) {
        return queue.finish(
                        lease,
                        Change.set("status = 'APPROVED', reason = :reason").with("reason", reason))
                .isPresent();
    }
}
