/** Accounts, and what their owners and the operator do with them; imports {@code withdrawal}, {@code ledger} and the kit. */
package io.cfa.bank.account;
