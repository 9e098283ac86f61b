package io.cfa.bank.ledger;

/** Why money moves. */
public enum Kind {
    /** From outside into an account. */
    DEPOSIT,
    /** Out of an account. */
    WITHDRAWAL,
    /** From an account's free money to what it has set aside. */
    HOLD,
    /** From what the payer has set aside to the payee's free money. */
    CAPTURE,
    /** From what an account has set aside back to its free money. */
    RELEASE
}
