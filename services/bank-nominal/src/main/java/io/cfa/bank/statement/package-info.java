/** What the bank says: statements are read, matched with the ledger, and the differences worked off; imports {@code camt}, {@code withdrawal}, {@code closing}, {@code ledger} and the kit. */
package io.cfa.bank.statement;
