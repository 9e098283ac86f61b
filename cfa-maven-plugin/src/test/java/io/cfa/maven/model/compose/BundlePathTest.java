package io.cfa.maven.model.compose;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BundlePathTest {

    @ParameterizedTest
    @CsvSource({
        "./init, init",
        "init/, init",
        "./a/../b, b",
        "., ''",
        "a/.., ''",
        "..a, ..a",
        "./secrets/db, secrets/db",
        "aa:b, aa:b",
        "1:b, 1:b"
    })
    void aPathOfTheBundle(String source, String path) {
        assertThat(BundlePath.within(source)).contains(path);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/a", "~/a", "a\\b", "..", "../a", "a/../../b", "c:/a", "./C:a"})
    void whatLeadsOutIsNone(String source) {
        assertThat(BundlePath.within(source)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/run", "/var/run/docker.sock", "/proc", "/etc/localtime", "/etc/x/../hosts"})
    void whatEveryHostHas(String source) {
        assertThat(BundlePath.isOfHost(source)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"run", "/runs", "/etc", "/etc/shadow", "/etc/localtime/x", "/srv/run", "/run/../srv"})
    void whatAHostMayNotHave(String source) {
        assertThat(BundlePath.isOfHost(source)).isFalse();
    }

    @Test
    void aZeroByteHidesNothing() {
        assertThat(BundlePath.within("a\0b")).isEmpty();
        assertThat(BundlePath.isOfHost("/dev/\0null")).isTrue();
        assertThat(BundlePath.isOfHost("/srv/\0dev")).isFalse();
    }

    @Test
    void aSecretLiesStrictlyBeneathSecrets() {
        assertThat(BundlePath.isSecret("./secrets/db_password")).isTrue();
        assertThat(BundlePath.isSecret("secrets/a/b.pem")).isTrue();
        assertThat(BundlePath.isSecret("./secrets")).isFalse();
        assertThat(BundlePath.isSecret("./secrets/..")).isFalse();
        assertThat(BundlePath.isSecret("./secrets/a b")).isFalse();
        assertThat(BundlePath.isSecret("./other/db_password")).isFalse();
        assertThat(BundlePath.isSecret("/secrets/db_password")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"CFA, cfa", "My Project!, myproject", "_-cfa_2-a, cfa_2-a", "Ünï, n", "--, ''"})
    void aProjectsNameIsWhatComposeMakesOfIt(String text, String name) {
        assertThat(ProjectName.of(text)).isEqualTo(name);
    }
}
