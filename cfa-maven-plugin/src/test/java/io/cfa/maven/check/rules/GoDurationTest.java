package io.cfa.maven.check.rules;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GoDurationTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "+0",
                "1s",
                "+1s",
                ".5s",
                "1.s",
                "1m30s",
                "2h45m0.5s",
                "10ms",
                "7us",
                "7µs",
                "7μs",
                "9ns",
                "2562047h"
            })
    void isOne(String text) {
        assertThat(GoDuration.isOne(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1", "-1s", "s", "1d", "1 s", "1s ", ".s", "1.2.3s", "00", "2562048h", "9223372037s"})
    void isNone(String text) {
        assertThat(GoDuration.isOne(text)).isFalse();
    }
}
