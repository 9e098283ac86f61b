package io.cfa.bank.hold;

import java.util.UUID;

/**
 * A part of a reserve for one payee.
 *
 * @param id     chosen by the caller, so that paying again pays nothing more
 * @param payee  the {@code sub} of whoever gets it
 * @param amount in kopecks
 */
record Payout(UUID id, String payee, long amount) {}
