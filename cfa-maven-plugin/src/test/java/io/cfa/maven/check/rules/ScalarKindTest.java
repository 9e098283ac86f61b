package io.cfa.maven.check.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.cfa.maven.model.compose.ComposeVersion;
import io.cfa.maven.model.source.YamlNode;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Kinds as compose 2 has them, which a run of {@code docker compose config} shows: a value that fits nothing is named in its message. */
class ScalarKindTest {

    private static ScalarKind kind(String value) {
        return ScalarKind.of(
                YamlNode.parse(Path.of("x.yml"), "k: " + value + "\n").require("k"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "yes | TEXT",
                "on | TEXT",
                "true | TRUTH",
                "False | TRUTH",
                "tRUE | TEXT",
                "'\"true\"' | TEXT",
                "'\"12\"' | TEXT",
                "12 | NUMBER",
                "-12 | NUMBER",
                "1_000 | NUMBER",
                "0x1F | NUMBER",
                "0o17 | NUMBER",
                "0b11 | NUMBER",
                "1.5e3 | NUMBER",
                ".5 | NUMBER",
                "1.2.3 | TEXT",
                "~ | NOTHING",
                "null | NOTHING",
                "'\"\"' | TEXT",
                "2026-11-30 | DATE",
                "2026-1-3 | TEXT",
                "2026-11-30T10:00:00Z | DATE",
                "'!!str 12' | NUMBER",
                "'!!str abc' | TEXT",
                "'!!str true' | TRUTH",
            })
    void is(String value, ScalarKind kind) {
        assertThat(kind(value)).isEqualTo(kind);
    }

    private static boolean fits(String value, String wanted) {
        YamlNode node = YamlNode.parse(Path.of("x.yml"), "k: " + value + "\n").require("k");
        return ScalarKind.fits(ScalarKind.of(node), node.text(), List.of(wanted));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "anything | any | true",
                "~ | null | true",
                "a | null | false",
                "a | string | true",
                "12 | string | false",
                "true | boolean | true",
                "YES | boolean | true",
                "maybe | boolean | false",
                "12 | boolean | false",
                "1.5 | number | true",
                "'\"1.5\"' | number | true",
                "a | number | false",
                "2.0 | integer | true",
                "2.5 | integer | false",
                "'\"2\"' | integer | true",
                "-2 | integer | true",
                "a | integer | false",
                "2 | natural | true",
                "-2 | natural | false",
                "2.5 | natural | false",
                "a | natural | false",
                "12 | bytes | true",
                "12m | bytes | true",
                "1.5 GiB | bytes | true",
                "a | bytes | false",
                "12 | size | true",
                "-12 | size | false",
                "12kb | size | true",
                "-12kb | size | false",
                "0444 | mode | true",
                "'\"0444\"' | mode | true",
                "rw | mode | false",
                "1m30s | duration | true",
                "90 | duration | false",
                "soon | duration | false",
                "every_12h | every | true",
                "every_1d12h | every | true",
                "every_ | every | false",
                "12 | every | false",
                "5 | 'range(1,9)' | true",
                "1 | 'range(1,9)' | true",
                "9 | 'range(1,9)' | true",
                "0 | 'range(1,9)' | false",
                "10 | 'range(1,9)' | false",
                "-1 | 'range(-5,9)' | true",
                "'\"5\"' | 'range(1,9)' | false",
                "5.0 | 'range(1,9)' | false",
                "always | 'enum(always,never@2.30)' | true",
                "never | 'enum(always,never@2.30)' | true",
                "sometimes | 'enum(always,never@2.30)' | false",
                "always | always | false",
            })
    void fitsWhereItIsWanted(String value, String wanted, boolean fits) {
        assertThat(fits(value, wanted)).isEqualTo(fits);
    }

    @Test
    void aWordMayHaveComeWithAVersion() {
        List<String> wanted = List.of("string", "enum(always,never@2.30.0)");
        assertThat(ScalarKind.since("never", wanted)).isEqualTo(ComposeVersion.parse("2.30.0"));
        assertThat(ScalarKind.since("always", wanted)).isEmpty();
        assertThat(ScalarKind.since("other", wanted)).isEmpty();
        assertThat(ScalarKind.since("every_2h", List.of("every"))).isEqualTo(ComposeVersion.parse("2.34.0"));
        assertThat(ScalarKind.since("daily", List.of("every"))).isEmpty();
        assertThat(ScalarKind.since("every_2h", List.of("string"))).isEmpty();
    }
}
