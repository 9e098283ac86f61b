package io.cfa.settlement.trade;

import static io.cfa.settlement.trade.Trade.Status.ASSET_MOVED;
import static io.cfa.settlement.trade.Trade.Status.COMPENSATING;
import static io.cfa.settlement.trade.Trade.Status.DONE;
import static io.cfa.settlement.trade.Trade.Status.FAILED;
import static io.cfa.settlement.trade.Trade.Status.LIMIT_RESERVED;
import static io.cfa.settlement.trade.Trade.Status.MONEY_HELD;

import io.cfa.settlement.trade.Trade.Status;

/**
 * Delivery versus payment, as a story: what a trade in each status asks for, and what follows.
 *
 * <p>Until the asset has moved, a refusal turns the trade back, and everything that may have been taken is given back. That the asset moves is
 * the turning point: afterwards the money is captured, however long that takes. No answer is neither yes nor no, so the same is asked again;
 * all that is asked for carries the trade's id, and asking twice is asking once.
 */
final class Saga {

    /** What can be asked for. */
    enum Ask {
        RESERVE_LIMIT,
        HOLD_MONEY,
        MOVE_ASSET,
        CAPTURE_MONEY,
        RELEASE_MONEY_AND_LIMIT
    }

    /** What came of it. */
    enum Outcome {
        AGREED,
        REFUSED,
        UNANSWERED
    }

    private record Step(Ask ask, Status whenAgreed, Status whenRefused) {}

    private Saga() {}

    private static Step step(Status status) {
        return switch (status) {
            case REQUESTED -> new Step(Ask.RESERVE_LIMIT, LIMIT_RESERVED, COMPENSATING);
            case LIMIT_RESERVED -> new Step(Ask.HOLD_MONEY, MONEY_HELD, COMPENSATING);
            case MONEY_HELD -> new Step(Ask.MOVE_ASSET, ASSET_MOVED, COMPENSATING);
            case ASSET_MOVED -> new Step(Ask.CAPTURE_MONEY, DONE, ASSET_MOVED);
            case COMPENSATING -> new Step(Ask.RELEASE_MONEY_AND_LIMIT, FAILED, COMPENSATING);
            case DONE, FAILED -> throw new IllegalArgumentException("a trade that is " + status + " asks for nothing");
        };
    }

    /** What a trade asks for now. */
    static Ask ask(Status status) {
        return step(status).ask();
    }

    /** The status that follows; the same one means: ask again, later. */
    static Status next(Status status, Outcome outcome) {
        Step step = step(status);
        return switch (outcome) {
            case AGREED -> step.whenAgreed();
            case REFUSED -> step.whenRefused();
            case UNANSWERED -> status;
        };
    }
}
