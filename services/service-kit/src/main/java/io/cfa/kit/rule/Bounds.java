package io.cfa.kit.rule;

import io.cfa.kit.DomainException;

/**
 * The largest quantities that a single command may name. They stand far above what the market has and far enough below 2⁶³ that no sum of a
 * ledger overflows: nine hundred thousand of the largest amounts fit into a {@code bigint}.
 */
public final class Bounds {

    /** Of one asset, one offer, one trade or one transfer. */
    public static final long MOST_UNITS = 1_000_000_000_000L;

    /** Of one deposit or withdrawal, and what all units of one issue, offer or trade may cost, in kopecks: a hundred thousand million roubles. */
    public static final long MOST_KOPECKS = 10_000_000_000_000L;

    private Bounds() {}

    /** Refuses more units than {@link #MOST_UNITS} with 422 {@code too-many-units}. */
    public static void checkUnits(long units) {
        if (units > MOST_UNITS) {
            throw DomainException.unprocessable(
                            "too-many-units", "At most %d units go at once; these are %d.".formatted(MOST_UNITS, units))
                    .about("units");
        }
    }

    /** Refuses more kopecks than {@link #MOST_KOPECKS} with 422 {@code amount-too-large}. */
    public static void checkKopecks(long amount) {
        if (amount > MOST_KOPECKS) {
            throw DomainException.unprocessable(
                            "amount-too-large",
                            "At most %d kopecks go at once; these are %d.".formatted(MOST_KOPECKS, amount))
                    .about("amount");
        }
    }

    /** What units cost at a price, in kopecks; refuses too many units, and what costs more than {@link #MOST_KOPECKS}, however much more. */
    public static long price(long units, long unitPrice) {
        checkUnits(units);
        if (units > MOST_KOPECKS / unitPrice) {
            throw DomainException.unprocessable(
                    "amount-too-large",
                    "All units together cost at most %d kopecks; these are %d at %d."
                            .formatted(MOST_KOPECKS, units, unitPrice));
        }
        return units * unitPrice;
    }
}
