package io.cfa.settlement.trade;

import java.util.UUID;

/**
 * Which trades are asked for; what is null asks for nothing.
 *
 * @param status how far they are
 * @param offer  what they take from
 * @param asset  what they move
 */
record TradeFilter(Trade.Status status, UUID offer, UUID asset) {}
