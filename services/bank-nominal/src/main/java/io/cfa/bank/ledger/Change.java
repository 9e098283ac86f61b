package io.cfa.bank.ledger;

import java.util.UUID;

/**
 * What an entry changes on one account.
 *
 * @param account which one
 * @param balance how much more is free, in kopecks; less than nothing where it is taken
 * @param held    how much more is held, likewise
 */
record Change(UUID account, long balance, long held) {}
