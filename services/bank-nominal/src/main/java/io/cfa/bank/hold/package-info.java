/** Money that is set aside for trades; imports {@code ledger} and the kit. */
package io.cfa.bank.hold;
