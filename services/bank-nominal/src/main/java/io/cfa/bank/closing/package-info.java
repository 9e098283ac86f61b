/** What everybody has at the end of each day, in a chain of hashes, and the proof that it still is what the entries add up to; imports {@code ledger} and the kit. */
package io.cfa.bank.closing;
