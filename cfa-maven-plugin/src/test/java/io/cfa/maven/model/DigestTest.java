package io.cfa.maven.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DigestTest {

    private static final String TEXT = "sha256:" + "0123456789abcdef".repeat(4);

    @Test
    void aDigestIsItsText() {
        assertThat(Digest.of(TEXT)).hasToString(TEXT).isEqualTo(Digest.of(TEXT)).hasSameHashCodeAs(Digest.of(TEXT));
    }

    @Test
    void theShortFormHasTwelveDigits() {
        assertThat(Digest.of(TEXT).shortForm()).isEqualTo("sha256:0123456789ab");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "sha256:12",
                "sha512:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
                "0123456789ab"
            })
    void whatIsNoDigestIsRefused(String text) {
        assertThatThrownBy(() -> Digest.of(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("\"" + text + "\" is no digest: expected sha256: and 64 hexadecimal digits");
    }

    @Test
    void anotherTextIsAnotherDigest() {
        Digest other = Digest.of("sha256:" + "f".repeat(64));
        assertThat(Digest.of(TEXT)).isNotEqualTo(other).isNotEqualTo(TEXT);
        assertThat(Digest.of(TEXT).hashCode()).isNotEqualTo(other.hashCode());
    }
}
