package io.cfa.settlement.trade;

/**
 * A trade that one worker has for a while.
 *
 * @param trade    as it was when taken, or last changed
 * @param number   counts who has taken the trade: whoever comes later has a higher one, and only the highest may change it
 * @param attempts how often what the status asks for was not answered
 */
record TradeLease(Trade trade, long number, int attempts) {}
