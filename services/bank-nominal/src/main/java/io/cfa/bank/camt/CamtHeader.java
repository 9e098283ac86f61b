package io.cfa.bank.camt;

import java.time.LocalDate;

/**
 * What a statement says of itself before its movements.
 *
 * @param id        the bank's
 * @param account   whose movements these are: the number, or the IBAN
 * @param day       the day of the closing balance
 * @param opening   what was there before, in kopecks; less than nothing where the account owed
 * @param closing   what is there after, likewise
 * @param summary   what the bank says that the movements come to; its fields are null where it does not
 */
public record CamtHeader(String id, String account, LocalDate day, long opening, long closing, Summary summary) {

    /** How many credits and debits there are, and what they come to in kopecks. */
    public record Summary(Long credits, Long creditSum, Long debits, Long debitSum) {}
}
