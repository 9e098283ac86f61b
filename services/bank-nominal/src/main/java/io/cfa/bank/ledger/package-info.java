/** The ledger of money: entries, what they add up to, and the proof that they do; imports the kit only. */
package io.cfa.bank.ledger;
