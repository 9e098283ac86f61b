package io.cfa.settlement.trade;

/**
 * A trade as its workers see it.
 *
 * @param unitsTaken whether its units have been taken from the offer
 * @param cancelled  whether its buyer or an operator wants it to turn back
 * @param expired    whether its time is over
 * @param reason     why it turns back, where its buyer has not cancelled it; null otherwise
 * @param minimum    what it waits for before its asset moves; null where for nothing
 */
record QueuedTrade(
        Trade trade, boolean unitsTaken, boolean cancelled, boolean expired, String reason, AwaitedMinimum minimum) {

    /** Why it is to turn back, if it still can; null where it is to go on. */
    String stop() {
        if (cancelled) {
            return reason == null ? "cancelled" : reason;
        }
        return !expired ? null : minimum == null ? "expired" : "minimum-not-reached";
    }

    /** Whether nothing is to be done for it before its placement has come further. */
    boolean justWaits() {
        return stop() == null && minimum != null && (minimum.confirmed() || !minimum.enough());
    }
}
