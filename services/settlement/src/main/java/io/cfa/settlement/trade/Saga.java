package io.cfa.settlement.trade;

import static io.cfa.settlement.trade.Trade.Status.ASSET_MOVED;
import static io.cfa.settlement.trade.Trade.Status.COMPENSATING;
import static io.cfa.settlement.trade.Trade.Status.DONE;
import static io.cfa.settlement.trade.Trade.Status.FAILED;
import static io.cfa.settlement.trade.Trade.Status.LIMIT_RESERVED;
import static io.cfa.settlement.trade.Trade.Status.MONEY_HELD;
import static io.cfa.settlement.trade.Trade.Status.REQUESTED;

import io.cfa.settlement.trade.Trade.Status;

/**
 * Delivery versus payment, as a story: what a trade in each status asks for, and what follows.
 *
 * <p>Until the asset has moved, a refusal turns the trade back, and everything that may have been taken is given back. That the asset moves is
 * the turning point: afterwards the money is captured, however long that takes. No answer is neither yes nor no, so the same is asked again;
 * all that is asked for carries the trade's id, and asking twice is asking once.
 *
 * <p>A trade that is cancelled, or has expired, turns back. While the asset may be moving, only the registry knows whether it has: it is asked to
 * refuse the transfer for good, and where it has moved already, the trade goes on.
 */
final class Saga {

    /** What can be asked for. */
    enum Action {
        RESERVE_LIMIT,
        HOLD_MONEY,
        MOVE_ASSET,
        CANCEL_TRANSFER,
        CAPTURE_MONEY,
        RELEASE_MONEY_AND_LIMIT
    }

    /** What came of it. */
    enum Outcome {
        AGREED,
        REFUSED,
        /** Something else stands under the trade's id. */
        NOT_OURS,
        UNANSWERED
    }

    private Saga() {}

    /** Whether a trade that is to stop need not ask anybody before it turns back. */
    static boolean turnsBackAtOnce(Status status) {
        return status == REQUESTED || status == LIMIT_RESERVED;
    }

    /** Whether a trade that has come to this goes on at once, and there is nothing to write down but that. */
    static boolean isPassedThrough(Status status) {
        return status == LIMIT_RESERVED || status == ASSET_MOVED;
    }

    /** Whether a trade that had to wait in a status has both sides screened again before it goes on: somebody may have been blocked meanwhile. */
    static boolean isScreenedAgain(Status status) {
        return status == LIMIT_RESERVED || status == MONEY_HELD;
    }

    /** What a trade asks for now. */
    static Action action(Status status, boolean toStop) {
        return switch (status) {
            case REQUESTED -> Action.RESERVE_LIMIT;
            case LIMIT_RESERVED -> Action.HOLD_MONEY;
            case MONEY_HELD -> toStop ? Action.CANCEL_TRANSFER : Action.MOVE_ASSET;
            case ASSET_MOVED -> Action.CAPTURE_MONEY;
            case COMPENSATING -> Action.RELEASE_MONEY_AND_LIMIT;
            case DONE, FAILED -> throw new IllegalArgumentException("a trade that is " + status + " asks for nothing");
        };
    }

    /** The status that follows; the same one means: ask again, later. */
    static Status next(Status status, Action asked, Outcome outcome) {
        return switch (outcome) {
            case UNANSWERED -> status;
            case AGREED -> whenAgreed(asked);
            case REFUSED -> whenRefused(asked);
            // whose it is, LostTrades finds out: to give it back would be to take it from another
            case NOT_OURS -> FAILED;
        };
    }

    private static Status whenAgreed(Action asked) {
        return switch (asked) {
            case RESERVE_LIMIT -> LIMIT_RESERVED;
            case HOLD_MONEY -> MONEY_HELD;
            case MOVE_ASSET -> ASSET_MOVED;
            case CANCEL_TRANSFER -> COMPENSATING;
            case CAPTURE_MONEY -> DONE;
            case RELEASE_MONEY_AND_LIMIT -> FAILED;
        };
    }

    private static Status whenRefused(Action asked) {
        return switch (asked) {
            case RESERVE_LIMIT, HOLD_MONEY, MOVE_ASSET, RELEASE_MONEY_AND_LIMIT -> COMPENSATING;
            case CANCEL_TRANSFER, CAPTURE_MONEY -> ASSET_MOVED;
        };
    }
}
