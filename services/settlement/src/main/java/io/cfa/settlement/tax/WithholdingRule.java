package io.cfa.settlement.tax;

/** How much of an income is withheld for tax; a bean of this type takes the place of {@link TaxRates}. */
@FunctionalInterface
public interface WithholdingRule {

    /**
     * The rate, and the tax in kopecks, from nothing to all of it.
     *
     * @param taxpayer what the holder is
     * @param income   in kopecks
     */
    Withholding withheld(Taxpayer taxpayer, long income);
}
