package io.cfa.maven.check.files;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretDetectorTest {

    @ParameterizedTest
    @ValueSource(strings = {"DB_PASSWORD", "API_KEY", "apikey", "X_PWD", "pass", "CREDENTIALS", "MY_TOKEN_A"})
    void aNameAnnouncesASecret(String name) {
        assertThat(SecretDetector.ofName(name)).isTrue();
        assertThat(SecretDetector.of(name, "hunter2")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"PASSPORT_NO", "DB_PASSWORD_FILE", "TOKEN_TTL", "USE_TOKEN", "ALLOW_SECRETS", "COMPASS"})
    void aNameOfASettingDoesNot(String name) {
        assertThat(SecretDetector.ofName(name)).isFalse();
        assertThat(SecretDetector.of(name, "hunter2")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "/run/secrets/x",
                "https://x/y",
                "True",
                "off",
                "12345",
                "30s",
                "1.5gb",
                "$PASSWORD",
                "${PASSWORD}",
                "${PASSWORD:?is missing}",
                "${PASSWORD?}"
            })
    void aValueThatIsAPathAFlagOrItselfIsNone(String value) {
        assertThat(SecretDetector.of("PASSWORD", value)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"123456", "${PASSWORD:-x}", "${OTHER}", "$OTHER", "hunter2"})
    void anyOtherIsOne(String value) {
        assertThat(SecretDetector.of("PASSWORD", value)).isTrue();
    }

    @Test
    void aTextIsOneByItsFormUnderAnyName() {
        assertThat(SecretDetector.of("A", "ghp_abcdefghijklmnopqrst")).isTrue();
        assertThat(SecretDetector.of("A", "aB3" + "x".repeat(25))).isTrue();
        assertThat(SecretDetector.of("A", "plain")).isFalse();
        assertThat(SecretDetector.ofValue("plain")).isFalse();
    }
}
