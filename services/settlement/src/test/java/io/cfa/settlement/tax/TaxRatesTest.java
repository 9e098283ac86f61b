package io.cfa.settlement.tax;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TaxRatesTest {

    private final WithholdingRule rule = new TaxConfiguration().taxRates(1300, 3000, 2500);

    @Test
    void taxIsInWholeRoublesAndHalfOfOneCountsAsOne() {
        assertThat(rule.withheld(Taxpayer.RESIDENT, 100_000)).isEqualTo(new Withholding(1_300, 13_000));
        // 49 and 50 kopecks
        assertThat(rule.withheld(Taxpayer.RESIDENT, 383).tax()).isZero();
        assertThat(rule.withheld(Taxpayer.RESIDENT, 385).tax()).isEqualTo(100);
        assertThat(rule.withheld(Taxpayer.NON_RESIDENT, 33_333).tax()).isEqualTo(10_000);
    }

    @Test
    void neverMoreThanTheIncomeAndNothingOfWhoeverPaysThemselves() {
        assertThat(new TaxConfiguration()
                        .taxRates(9_900, 0, 0)
                        .withheld(Taxpayer.RESIDENT, 60)
                        .tax())
                .isEqualTo(60);
        assertThat(rule.withheld(Taxpayer.COMPANY, 1_000_000).tax()).isZero();
        assertThat(rule.withheld(Taxpayer.EXEMPT, 1_000_000).tax()).isZero();
        assertThat(rule.withheld(Taxpayer.RESIDENT, 10_000_000_000_000L).tax()).isEqualTo(1_300_000_000_000L);
    }

    @Test
    void aRateThatIsNoneStopsTheService() {
        Map<Taxpayer, Integer> rates = new EnumMap<>(Taxpayer.class);
        for (Taxpayer taxpayer : Taxpayer.values()) {
            rates.put(taxpayer, 0);
        }
        rates.put(Taxpayer.NON_RESIDENT, 10_001);
        assertThatThrownBy(() -> new TaxRates(rates))
                .hasMessage(
                        "the tax rate of NON_RESIDENT is 10001. Next: set it from 0 to 10000 hundredths of a per cent");
    }
}
