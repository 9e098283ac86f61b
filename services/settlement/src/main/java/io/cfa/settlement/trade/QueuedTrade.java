package io.cfa.settlement.trade;

/**
 * A trade as its worker sees it.
 *
 * @param trade      as it was when it was taken, or last changed
 * @param unitsTaken whether its units have been taken from the offer
 * @param cancelled  whether its buyer or an operator wants it to turn back
 * @param expired    whether its time is over
 * @param reason     why it turns back, where its buyer has not cancelled it; null otherwise
 * @param waits      for how many seconds it waits for its placement to come to its minimum or its end; null where it does not
 */
record QueuedTrade(Trade trade, boolean unitsTaken, boolean cancelled, boolean expired, String reason, Long waits) {

    /** Why it is to turn back, if it still can; null where it is to go on. */
    String stop() {
        return cancelled ? (reason == null ? "cancelled" : reason) : expired ? "expired" : null;
    }
}
