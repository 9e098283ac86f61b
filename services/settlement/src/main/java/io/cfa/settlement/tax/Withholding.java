package io.cfa.settlement.tax;

/**
 * What is withheld of an income.
 *
 * @param rate in hundredths of a per cent, from 0 to 10 000
 * @param tax  in kopecks, from nothing to all of the income
 */
public record Withholding(int rate, long tax) {

    /** Nothing. */
    public static final Withholding NONE = new Withholding(0, 0);

    private static final int WHOLE = 10_000;

    /** Refuses what a rule must not say, of an income in kopecks, so that nobody is paid by it. */
    public Withholding checked(Taxpayer taxpayer, long income) {
        if (rate < 0 || rate > WHOLE || tax < 0 || tax > income) {
            throw new IllegalStateException(
                    "the tax rule says %d kopecks at a rate of %d of %d kopecks of a %s; expected no more than the income. Next: mend the rule"
                            .formatted(tax, rate, income, taxpayer));
        }
        return this;
    }
}
