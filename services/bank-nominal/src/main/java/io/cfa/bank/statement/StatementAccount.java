package io.cfa.bank.statement;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** The number of the nominal account at the bank, or its IBAN: of which statements are taken; setting {@code cfa.bank.account}. */
@Component
class StatementAccount {

    private final String number;

    StatementAccount(@Value("${cfa.bank.account}") String number) {
        if (!number.matches("[A-Z0-9]{10,34}")) {
            throw new IllegalArgumentException(
                    "cfa.bank.account: " + number
                            + "; expected 10 to 34 digits or capital letters. Next: set Bank__Account to the number of the nominal account");
        }
        this.number = number;
    }

    String number() {
        return number;
    }
}
