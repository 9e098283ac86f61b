package io.cfa.settlement.placement;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The trades whose money is held until their placement has come to its minimum or its end. Whoever works on one at this moment finds it taken by another. */
@Repository
class WaitingTrades {

    private final JdbcClient database;

    WaitingTrades(JdbcClient database) {
        this.database = database;
    }

    /** They go on now. */
    void goOn(UUID offer) {
        database.sql(
                        "update trade set due_at = now(), claim = claim + 1 where offer = :offer and status = 'MONEY_HELD'")
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
