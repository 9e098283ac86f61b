package io.cfa.settlement.trade;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;

import io.cfa.kit.EventPublisher;
import io.cfa.kit.queue.BackOff;
import io.cfa.kit.queue.Change;
import io.cfa.kit.queue.DurableQueue;
import io.cfa.kit.queue.Lease;
import io.cfa.kit.queue.QueueTable;
import io.cfa.settlement.offer.Offers;
import io.cfa.settlement.placement.PlacementService;
import io.cfa.settlement.trade.Trade.Status;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.interceptor.TransactionAspectSupport;

/** The trades that are due, and how each is moved on, in one transaction with what that means for its offer. */
@Repository
class TradeQueue {

    private static final QueueTable TABLE = new QueueTable("trade", "id", "due_at", "claim", "attempts", "id::text");
    private static final String COLUMNS = Trades.COLUMNS
            + ", units_taken, cancelled_at is not null as cancelled, coalesce(expires_at < now(), false) as expired, cancel_reason,"
            + " confirmed, " + ofItsPlacement("cast(ceil(extract(epoch from closes_at - now())) as bigint)")
            + " as awaits, "
            + ofItsPlacement("units - units_left >= minimum_units") + " as enough";

    private static String ofItsPlacement(String what) {
        return "case when status = 'MONEY_HELD' then (select " + what + " from offer where offer.id = trade.offer"
                + " and minimum_units is not null and not reached and outcome is null) end";
    }

    private final DurableQueue<QueuedTrade> queue;
    private final Offers offers;
    private final PlacementService placements;
    private final EventPublisher events;

    TradeQueue(
            JdbcClient database,
            Offers offers,
            PlacementService placements,
            EventPublisher events,
            @Value("${cfa.settlement.lease:8s}") Duration lease) {
        this.queue = new DurableQueue<>(
                database,
                TABLE,
                COLUMNS,
                TradeQueue::read,
                new DurableQueue.Timing(lease, BackOff.between(ofMillis(100), ofSeconds(10))));
        this.offers = offers;
        this.placements = placements;
        this.events = events;
    }

    /** Where the workers take from. */
    DurableQueue<QueuedTrade> leases() {
        return queue;
    }

    /** Moves a trade on to where more is asked for; empty when another has taken it. */
    Optional<Lease<QueuedTrade>> move(Lease<QueuedTrade> lease, Status next, String reason) {
        return queue.move(lease, status(next, reason));
    }

    /** The buyer's money is held: takes the units from the offer, or turns the trade back where there are fewer; empty when another has taken it. */
    @Transactional
    Optional<Lease<QueuedTrade>> moneyHeld(Lease<QueuedTrade> lease) {
        QueuedTrade queued = lease.item();
        Trade trade = queued.trade();
        if (queued.unitsTaken()) {
            return move(lease, Status.MONEY_HELD, trade.reason());
        }
        if (!offers.take(trade.offer(), trade.units())) {
            return move(lease, Status.COMPENSATING, "offer-exhausted");
        }
        Optional<Lease<QueuedTrade>> moved = queue.move(
                lease, Change.set("status = :status, units_taken = true").with("status", Status.MONEY_HELD.name()));
        if (moved.isEmpty()) {
            TransactionAspectSupport.currentTransactionStatus().setRollbackOnly();
        } else if (moved.get().item().minimum() != null) {
            placements.taken(trade.offer(), trade.id(), trade.units());
        }
        return moved;
    }

    /** Both sides of a trade that waits for a minimum are approved still: counts it, and has all go on where the minimum is reached by that. */
    @Transactional
    void confirmed(Lease<QueuedTrade> lease) {
        Trade trade = lease.item().trade();
        placements.lock(trade.offer());
        queue.move(lease, Change.set("confirmed = true")).ifPresent(moved -> {
            queue.postpone(moved, lease.item().minimum().pause());
            placements.confirmed(trade.offer());
        });
    }

    /** Ends a trade, with all that belongs to its end; empty when another has taken it. */
    @Transactional
    Optional<Trade> finish(Lease<QueuedTrade> lease, Status end, String reason) {
        if (end == Status.FAILED && lease.item().unitsTaken()) {
            // as everybody locks the offer first, no two wait for each other
            placements.lock(lease.item().trade().offer());
        }
        Optional<QueuedTrade> finished = queue.finish(
                lease,
                Change.set("status = :end, reason = :reason, finished_at = now()")
                        .with("end", end.name())
                        .with("reason", reason));
        finished.ifPresent(queued -> {
            Trade trade = queued.trade();
            String type = end == Status.DONE ? "settlement.trade-done" : "settlement.trade-failed";
            events.publish(type, trade.id().toString(), trade);
            if (end == Status.FAILED && queued.unitsTaken()) {
                offers.giveBack(trade.offer(), trade.units());
            }
        });
        return finished.map(QueuedTrade::trade);
    }

    private static Change status(Status next, String reason) {
        return Change.set("status = :status, reason = :reason")
                .with("status", next.name())
                .with("reason", reason);
    }

    private static QueuedTrade read(ResultSet row, int number) throws SQLException {
        return new QueuedTrade(
                Trades.trade(row, number),
                row.getBoolean("units_taken"),
                row.getBoolean("cancelled"),
                row.getBoolean("expired"),
                row.getString("cancel_reason"),
                minimum(row));
    }

    private static AwaitedMinimum minimum(ResultSet row) throws SQLException {
        Long seconds = row.getObject("awaits", Long.class);
        return seconds == null
                ? null
                : new AwaitedMinimum(seconds, row.getBoolean("enough"), row.getBoolean("confirmed"));
    }
}
