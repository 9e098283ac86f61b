package io.cfa.settlement.trade;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BackOffTest {

    @Test
    void eachPauseIsTwiceTheOneBeforeUpToTenSeconds() {
        BackOff evenly = new BackOff(() -> 0.5);
        List<Long> pauses = Stream.of(0, 1, 2, 6, 7, 1000)
                .map(evenly::after)
                .map(Duration::toMillis)
                .toList();
        assertThat(pauses).containsExactly(100L, 200L, 400L, 6400L, 10_000L, 10_000L);
    }

    @Test
    void aPauseIsAHalfShorterAtLeastAndAHalfLongerAtMost() {
        assertThat(new BackOff(() -> 0.0).after(1)).hasMillis(100);
        assertThat(new BackOff(() -> 0.999).after(1)).hasMillis(299);
    }
}
