package io.cfa.settlement.placement;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * The trades whose money is held until their placement has come to its minimum or its end. Whoever works on one at this moment finds it taken by another.
 * Whoever changes several has locked their offer before, so that no two wait for each other.
 */
@Repository
class WaitingTrades {

    /** A trade that is to turn back counts for nothing. */
    private static final String COUNTING =
            "offer = :offer and status = 'MONEY_HELD' and cancelled_at is null and expires_at > now()";

    private final JdbcClient database;

    WaitingTrades(JdbcClient database) {
        this.database = database;
    }

    /** There are enough units with those of one more: the others are to be confirmed anew. They have waited, which is no failure. */
    void confirmAnew(UUID offer, UUID butThis) {
        database.sql(
                        "update trade set confirmed = false, due_at = now(), claim = claim + 1, attempts = least(attempts, 1)"
                                + " where offer = :offer and status = 'MONEY_HELD' and id <> :id")
                .param("offer", offer)
                .param("id", butThis)
                .update();
    }

    /** How many units those have that are confirmed. */
    long confirmed(UUID offer) {
        return database.sql("select coalesce(sum(units), 0) from trade where " + COUNTING + " and confirmed")
                .param("offer", offer)
                .query(Long.class)
                .single();
    }

    /** Whether there is one that is not confirmed yet. */
    boolean areBeingConfirmed(UUID offer) {
        return database.sql("select exists (select from trade where " + COUNTING + " and not confirmed)")
                .param("offer", offer)
                .query(Boolean.class)
                .single();
    }

    /** They go on now. */
    void goOn(UUID offer) {
        database.sql(
                        "update trade set due_at = now(), claim = claim + 1, attempts = least(attempts, 1) where offer = :offer and status = 'MONEY_HELD'")
                .param("offer", offer)
                .update();
    }

    /** They turn back now, those too that have not come as far: each gives back what it has taken. */
    void turnBack(UUID offer, String reason) {
        database.sql(
                        "update trade set cancelled_at = coalesce(cancelled_at, now()), cancel_reason = coalesce(cancel_reason, :reason),"
                                + " due_at = now(), claim = claim + 1 where offer = :offer"
                                + " and status in ('REQUESTED', 'LIMIT_RESERVED', 'MONEY_HELD')")
                .param("offer", offer)
                .param("reason", reason)
                .update();
    }

    /** They have as much more time as their placement. */
    void extend(UUID offer, Instant before, Instant after) {
        database.sql(
                        "update trade set expires_at = expires_at + (cast(:after as timestamptz) - cast(:before as timestamptz))"
                                + " where offer = :offer and status in ('REQUESTED', 'LIMIT_RESERVED', 'MONEY_HELD')")
                .param("offer", offer)
                .param("before", Timestamp.from(before))
                .param("after", Timestamp.from(after))
                .update();
    }
}
