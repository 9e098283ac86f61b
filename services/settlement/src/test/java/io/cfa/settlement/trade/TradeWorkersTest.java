package io.cfa.settlement.trade;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TradeWorkersTest {

    @ParameterizedTest
    @CsvSource({"1, 4", "2, 4", "8, 16", "64, 32"})
    void twoForEachProcessorAreEnoughWithinBounds(int processors, int workers) {
        assertThat(TradeWorkers.workers(processors)).isEqualTo(workers);
    }
}
