/** Trades, as a saga: delivery versus payment; imports {@code offer}, {@code placement}, {@code payment} for what is redeemed, and the kit. */
package io.cfa.settlement.trade;
