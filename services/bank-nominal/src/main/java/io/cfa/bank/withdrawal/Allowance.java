package io.cfa.bank.withdrawal;

/**
 * How much may go to whoever was identified so thoroughly, as compliance says.
 *
 * @param level   how thoroughly, in compliance's word
 * @param once    at once, in kopecks; null where there is no limit
 * @param monthly in a calendar month in Moscow, in kopecks; null where there is no limit
 */
public record Allowance(String level, Long once, Long monthly) {

    /** Of money that has gone already: nobody is asked about it again. */
    public static final Allowance ANY = new Allowance("FULL", null, null);

    boolean refuses(long amount, long beforeInMonth) {
        return once != null && amount > once || monthly != null && amount > monthly - beforeInMonth;
    }
}
