package io.cfa.settlement.trade;

import io.cfa.kit.EventPublisher;
import io.cfa.settlement.offer.Offers;
import io.cfa.settlement.trade.Trade.Status;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/**
 * The trades that are due, and who has them. A trade that is taken is due again when the lease has run out, or earlier when its worker says so.
 * Every change is made under a claim, and is none when another has taken the trade since.
 */
@Repository
class TradeQueue {

    private static final String CLAIM = "claim, attempts, " + Trades.COLUMNS;
    private static final String IN_A_WHILE = "now() + :millis * interval '1 millisecond'";

    private final JdbcClient database;
    private final Offers offers;
    private final EventPublisher events;
    private final Duration lease;

    TradeQueue(
            JdbcClient database,
            Offers offers,
            EventPublisher events,
            @Value("${cfa.settlement.lease:30s}") Duration lease) {
        this.database = database;
        this.offers = offers;
        this.events = events;
        this.lease = lease;
    }

    /** Takes trades that are due, the longest waiting first. */
    List<TradeLease> take(int most) {
        return database.sql("with due as materialized (select id as due_id from trade where due_at <= now()"
                        + " order by due_at limit :most for update skip locked)"
                        + " update trade set claim = claim + 1, due_at = " + IN_A_WHILE
                        + " from due where id = due_id returning " + CLAIM)
                .param("most", most)
                .param("millis", lease.toMillis())
                .query(TradeQueue::claim)
                .list();
    }

    /** Moves a trade on to where more is asked for; empty when another has taken it. */
    Optional<TradeLease> move(TradeLease claim, Status next, String reason) {
        return change(claim, "status = :next, reason = :reason, attempts = 0, due_at = " + IN_A_WHILE, CLAIM)
                .param("next", next.name())
                .param("reason", reason)
                .param("millis", lease.toMillis())
                .query(TradeQueue::claim)
                .optional();
    }

    /** Ends a trade, with all that belongs to its end; empty when another has taken it. */
    @Transactional
    Optional<Trade> finish(TradeLease claim, Status end) {
        Optional<Trade> finished = change(claim, "status = :end, finished_at = now(), due_at = null", Trades.COLUMNS)
                .param("end", end.name())
                .query(Trades::trade)
                .optional();
        finished.ifPresent(trade -> {
            String type = end == Status.DONE ? "settlement.trade-done" : "settlement.trade-failed";
            events.publish(type, trade.id().toString(), trade);
            if (end == Status.FAILED) {
                offers.giveBack(trade.offer(), trade.units());
            }
        });
        return finished;
    }

    /** Leaves a trade for a while, because what it asked for was not answered. */
    void leave(TradeLease claim, Duration pause) {
        change(claim, "attempts = attempts + 1, due_at = " + IN_A_WHILE, CLAIM)
                .param("millis", pause.toMillis())
                .query(TradeQueue::claim)
                .optional();
    }

    /** Leaves a trade to whoever comes first. */
    void handBack(TradeLease claim) {
        change(claim, "due_at = now()", CLAIM).query(TradeQueue::claim).optional();
    }

    private StatementSpec change(TradeLease claim, String what, String returning) {
        return database.sql("update trade set " + what
                        + " where id = :id and claim = :claim and status = :status returning " + returning)
                .param("id", claim.trade().id())
                .param("claim", claim.number())
                .param("status", claim.trade().status().name());
    }

    private static TradeLease claim(ResultSet row, int number) throws SQLException {
        return new TradeLease(Trades.trade(row, number), row.getLong("claim"), row.getInt("attempts"));
    }
}
