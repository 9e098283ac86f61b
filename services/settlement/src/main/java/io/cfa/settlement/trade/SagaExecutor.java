package io.cfa.settlement.trade;

import io.cfa.kit.queue.Lease;
import io.cfa.settlement.trade.SagaParticipants.Answer;
import io.cfa.settlement.trade.Trade.Status;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Takes one trade one step further: asks outside of any transaction, then writes down what followed. A status in which a trade only asks on is written
 * down where it has to wait there: whoever takes the trade up before it asks the same again, and asking twice is asking once.
 */
@Component
class SagaExecutor {

    private static final Logger LOG = LoggerFactory.getLogger(SagaExecutor.class);

    private final TradeQueue queue;
    private final SagaParticipants participants;
    private final MeterRegistry meters;

    SagaExecutor(TradeQueue queue, SagaParticipants participants, MeterRegistry meters) {
        this.queue = queue;
        this.participants = participants;
        this.meters = meters;
    }

    /** Makes one step; returns the lease while there is more to do now. */
    Optional<Lease<QueuedTrade>> step(Lease<QueuedTrade> lease) {
        Trade trade = lease.item().trade();
        String stop = lease.item().stop();
        if (lease.item().justWaits()) {
            queue.leases().postpone(lease, lease.item().minimum().pause());
            return Optional.empty();
        }
        if (stop == null && lease.attempts() > 0 && Saga.isScreenedAgain(trade.status())) {
            Answer screened = participants.ask(Saga.Action.RESERVE_LIMIT, trade);
            if (screened.outcome() == Saga.Outcome.UNANSWERED) {
                again(lease, screened);
                return Optional.empty();
            }
            stop = screened.outcome() == Saga.Outcome.REFUSED ? screened.reason() : null;
        }
        if (stop == null && lease.item().minimum() != null) {
            queue.confirmed(lease);
            return Optional.empty();
        }
        if (stop != null && Saga.turnsBackAtOnce(trade.status())) {
            return queue.move(lease, Status.COMPENSATING, stop);
        }
        Saga.Action action = Saga.action(trade.status(), stop != null);
        Answer answer = participants.ask(action, trade);
        Status next = Saga.next(trade.status(), action, answer.outcome());
        if (Saga.isPassedThrough(next)) {
            Status between = next;
            action = Saga.action(between, false);
            answer = participants.ask(action, trade);
            next = Saga.next(between, action, answer.outcome());
            if (next == between) {
                Answer last = answer;
                queue.move(lease, between, trade.reason()).ifPresent(moved -> again(moved, last));
                return Optional.empty();
            }
        } else if (next == trade.status()) {
            again(lease, answer);
            return Optional.empty();
        }
        if (next.isFinal()) {
            queue.finish(lease, next, reason(trade, next, answer, stop)).ifPresent(this::finished);
            return Optional.empty();
        }
        if (next == Status.MONEY_HELD) {
            return queue.moneyHeld(lease);
        }
        return queue.move(lease, next, reason(trade, next, answer, stop));
    }

    /** A trade that turns back keeps its first reason; one that goes on after all has none. */
    private static String reason(Trade trade, Status next, Answer answer, String stop) {
        boolean turnsBack =
                next == Status.COMPENSATING || next == Status.FAILED && trade.status() != Status.COMPENSATING;
        if (!turnsBack) {
            return trade.reason();
        }
        return answer.reason() != null ? answer.reason() : stop;
    }

    private void again(Lease<QueuedTrade> lease, Answer answer) {
        Trade trade = lease.item().trade();
        if (answer.reason() != null) {
            LOG.error(
                    "trade {} in {} cannot turn back, and was refused ({}); asking again later",
                    trade.id(),
                    trade.status(),
                    answer.reason());
        }
        queue.leases().retry(lease);
    }

    private void finished(Trade trade) {
        LOG.info("trade {} is {}{}", trade.id(), trade.status(), trade.reason() == null ? "" : ": " + trade.reason());
        meters.timer("cfa.trades", "status", trade.status().name())
                .record(Duration.between(trade.requestedAt(), trade.finishedAt()));
    }
}
