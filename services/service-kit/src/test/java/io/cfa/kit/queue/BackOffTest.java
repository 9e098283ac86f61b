package io.cfa.kit.queue;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BackOffTest {

    @Test
    void waitsTwiceAsLongEachTimeUpToTheLongest() {
        assertThat(pauses(0.5, 0, 1, 2, 6, 7, 1000, Integer.MAX_VALUE))
                .containsExactly(
                        ofMillis(100),
                        ofMillis(200),
                        ofMillis(400),
                        ofMillis(6400),
                        ofSeconds(10),
                        ofSeconds(10),
                        ofSeconds(10));
    }

    @Test
    void chanceGivesOrTakesHalf() {
        assertThat(pauses(0, 0, 100)).containsExactly(ofMillis(50), ofSeconds(5));
        assertThat(pauses(0.999, 0, 100)).containsExactly(ofMillis(149), ofMillis(14_990));
    }

    private static List<Duration> pauses(double chance, int... attempts) {
        BackOff backOff = new BackOff(ofMillis(100), ofSeconds(10), () -> chance);
        return IntStream.of(attempts).mapToObj(backOff::after).toList();
    }
}
