package io.cfa.settlement.trade;

/**
 * A trade as its worker sees it.
 *
 * @param trade      as it was when it was taken, or last changed
 * @param unitsTaken whether its units have been taken from the offer
 * @param cancelled  whether its buyer or an operator wants it to turn back
 * @param expired    whether its time is over
 */
record QueuedTrade(Trade trade, boolean unitsTaken, boolean cancelled, boolean expired) {

    /** Why it is to turn back, if it still can; null where it is to go on. */
    String stop() {
        return cancelled ? "cancelled" : expired ? "expired" : null;
    }
}
