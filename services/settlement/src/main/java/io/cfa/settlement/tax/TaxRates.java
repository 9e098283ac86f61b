package io.cfa.settlement.tax;

import java.util.EnumMap;
import java.util.Map;

/**
 * A rate for each kind of taxpayer, in hundredths of a per cent, and the tax in whole roubles: less than 50 kopecks are dropped, as Article 52(6) of the Tax
 * Code has it. Rates and article are from memory, and could not be looked up where this was written; the rates are settings.
 */
final class TaxRates implements WithholdingRule {

    private static final long ROUBLE = 100;
    private static final long WHOLE = 10_000;

    private final Map<Taxpayer, Integer> rates = new EnumMap<>(Taxpayer.class);

    /** Refuses rates that are none. */
    TaxRates(Map<Taxpayer, Integer> rates) {
        for (Taxpayer taxpayer : Taxpayer.values()) {
            Integer rate = rates.get(taxpayer);
            if (rate == null || rate < 0 || rate > WHOLE) {
                throw new IllegalArgumentException(
                        "the tax rate of %s is %s. Next: set it from 0 to 10000 hundredths of a per cent"
                                .formatted(taxpayer, rate));
            }
            this.rates.put(taxpayer, rate);
        }
    }

    @Override
    public Withholding withheld(Taxpayer taxpayer, long income) {
        int rate = rates.get(taxpayer);
        long kopecks = Math.multiplyExact(income, (long) rate) / WHOLE;
        long roubles = (kopecks + ROUBLE / 2) / ROUBLE;
        return new Withholding(rate, Math.min(income, roubles * ROUBLE));
    }
}
