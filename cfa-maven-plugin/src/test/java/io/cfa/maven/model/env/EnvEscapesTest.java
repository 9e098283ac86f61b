package io.cfa.maven.model.env;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EnvEscapesTest {

    @Test
    void theEscapesOfOneCharacter() {
        assertThat(EnvEscapes.expand("\\a\\b\\f\\n\\r\\t\\v\\\"\\\\")).isEqualTo("\u0007\b\f\n\r\t\u000B\"\\");
        assertThat(EnvEscapes.expand("a\\nb")).isEqualTo("a\nb");
        assertThat(EnvEscapes.expand("plain")).isEqualTo("plain");
    }

    @Test
    void whatIsNoEscapeStays() {
        assertThat(EnvEscapes.expand("\\q")).isEqualTo("\\q");
        assertThat(EnvEscapes.expand("a\\")).isEqualTo("a\\");
        assertThat(EnvEscapes.expand("\\c1")).isEqualTo("\\c1");
        assertThat(EnvEscapes.expand("n\\x")).isEqualTo("n\\x");
    }

    @Test
    void aDollarStaysADollar() {
        assertThat(EnvEscapes.expand("5\\$ and \\$A")).isEqualTo("5$$ and $$A");
    }

    @Test
    void threeOctalDigitsBehindAZeroAreACharacter() {
        assertThat(EnvEscapes.expand("\\0101b")).isEqualTo("Ab");
        assertThat(EnvEscapes.expand("\\01011")).isEqualTo("A1");
        assertThat(EnvEscapes.expand("\\0377")).isEqualTo("\u00ff");
        assertThat(EnvEscapes.expand("\\0401")).isEqualTo("\\401");
        assertThat(EnvEscapes.expand("\\0181")).isEqualTo("\\181");
        assertThat(EnvEscapes.expand("\\01")).isEqualTo("\\1");
        assertThat(EnvEscapes.expand("\\08x")).isEqualTo("\\8x");
        assertThat(EnvEscapes.expand("\\0")).isEqualTo("\\");
    }
}
