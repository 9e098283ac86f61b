/** What becomes of trades, told to their parties as server-sent events; imports {@code trade} for its words, and the kit. */
package io.cfa.settlement.stream;
