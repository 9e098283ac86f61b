package io.cfa.settlement.trade;

import io.cfa.settlement.trade.SagaParticipants.Answer;
import io.cfa.settlement.trade.Trade.Status;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Takes one trade from where it is as far as it goes: asks outside of any transaction, then writes down what followed. */
@Component
class SagaExecutor {

    private static final Logger LOG = LoggerFactory.getLogger(SagaExecutor.class);

    private final TradeQueue worklist;
    private final SagaParticipants counterparts;
    private final MeterRegistry meters;
    private final BackOff backOff =
            new BackOff(() -> ThreadLocalRandom.current().nextDouble());

    SagaExecutor(TradeQueue worklist, SagaParticipants counterparts, MeterRegistry meters) {
        this.worklist = worklist;
        this.counterparts = counterparts;
        this.meters = meters;
    }

    /** Makes one step; returns the claim while there is more to do now. */
    Optional<TradeLease> step(TradeLease claim) {
        Trade trade = claim.trade();
        Answer answer = counterparts.ask(Saga.ask(trade.status()), trade);
        Status next = Saga.next(trade.status(), answer.outcome());
        if (next == trade.status()) {
            again(claim, answer);
            return Optional.empty();
        }
        if (next.isFinal()) {
            worklist.finish(claim, next).ifPresent(this::finished);
            return Optional.empty();
        }
        return worklist.move(claim, next, answer.reason() == null ? trade.reason() : answer.reason());
    }

    private void again(TradeLease claim, Answer answer) {
        if (answer.reason() != null) {
            LOG.error(
                    "trade {} in {} cannot turn back, and was refused ({}); asking again later",
                    claim.trade().id(),
                    claim.trade().status(),
                    answer.reason());
        }
        worklist.leave(claim, backOff.after(claim.attempts()));
    }

    private void finished(Trade trade) {
        LOG.info("trade {} is {}{}", trade.id(), trade.status(), trade.reason() == null ? "" : ": " + trade.reason());
        meters.timer("cfa.trades", "status", trade.status().name())
                .record(Duration.between(trade.requestedAt(), trade.finishedAt()));
    }
}
