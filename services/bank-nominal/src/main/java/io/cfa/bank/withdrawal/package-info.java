/** Money on its way out: states, fees and limits of withdrawals; imports {@code hold}, {@code ledger} and the kit. */
package io.cfa.bank.withdrawal;
