/** Trades, as a saga: delivery versus payment; imports {@code offer} and the kit. */
package io.cfa.settlement.trade;
