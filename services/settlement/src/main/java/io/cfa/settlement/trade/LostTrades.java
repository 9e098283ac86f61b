package io.cfa.settlement.trade;

import io.cfa.settlement.trade.Saga.Action;
import io.cfa.settlement.trade.Saga.Outcome;
import io.cfa.settlement.trade.SagaParticipants.Answer;
import io.cfa.settlement.trade.StandingClaims.Claim;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * What becomes of holds and reservations that have stood for longer than any trade lives. What its trade says is done again. Where there is no such
 * trade, as after a restore of this database, the registry is asked to refuse the transfer for good: only if it does, everything is given back; where
 * the asset has moved, the money is the seller's. Whatever is no clear answer leaves them as they are.
 */
@Component
class LostTrades {

    private static final Logger LOG = LoggerFactory.getLogger(LostTrades.class);

    private final Trades trades;
    private final SagaParticipants participants;

    LostTrades(Trades trades, SagaParticipants participants) {
        this.trades = trades;
        this.participants = participants;
    }

    /** Of holds, which end with their trade. */
    void reconcileHolds(List<Claim> holds) {
        reconcile(holds, Action.CAPTURE_MONEY);
    }

    /** Of reservations, which stand for good where the trade was done. */
    void reconcileReservations(List<Claim> reservations) {
        reconcile(reservations, null);
    }

    private void reconcile(List<Claim> claims, Action whereDone) {
        Map<UUID, Trade> known =
                trades.withIds(claims.stream().map(Claim::trade).toList());
        for (Claim claim : claims) {
            Trade trade = known.get(claim.trade());
            boolean isLost = trade == null || isAfterALost(trade);
            if (!isLost && !claim.isThatOf(trade)) {
                LOG.error("{} stands for trade {}, which asks for another: {}", claim, claim.trade(), trade);
                continue;
            }
            Action action = isLost ? ofTheLost(claim, whereDone) : ofTheEnded(trade, whereDone);
            if (action != null) {
                Answer answer = participants.ask(action, claim.trade());
                LOG.warn(
                        "{} has stood for long; its trade {}: {} {}",
                        claim,
                        isLost ? "is lost" : "is " + trade.status(),
                        action,
                        answer);
            }
        }
    }

    /** Whether a trade failed as what stands under its id was another's, which was lost: somebody has chosen its id anew. */
    private static boolean isAfterALost(Trade trade) {
        return trade.status() == Trade.Status.FAILED && SagaParticipants.ID_TAKEN.equals(trade.reason());
    }

    private static Action ofTheEnded(Trade trade, Action whereDone) {
        return switch (trade.status()) {
            case DONE -> whereDone;
            case FAILED -> Action.RELEASE_MONEY_AND_LIMIT;
            default -> null;
        };
    }

    private Action ofTheLost(Claim claim, Action whereDone) {
        Answer cancelled = participants.ask(Action.CANCEL_TRANSFER, claim.trade());
        if (cancelled.outcome() == Outcome.AGREED) {
            return Action.RELEASE_MONEY_AND_LIMIT;
        }
        return cancelled.outcome() == Outcome.REFUSED ? whereDone : null;
    }
}
