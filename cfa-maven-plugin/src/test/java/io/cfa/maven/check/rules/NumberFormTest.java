package io.cfa.maven.check.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.cfa.maven.model.source.YamlNode;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** As a text is a value that may be text or truth, such as one of {@code environment}; elsewhere a number is read as a number. */
class NumberFormTest {

    private static boolean keeps(NumberForm form, String value, String... wanted) {
        return form.keeps(YamlNode.parse(Path.of("x.yml"), "k: " + value + "\n").require("k"), List.of(wanted));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0 | true | true",
                "17 | true | true",
                "-17 | true | true",
                "017 | false | false",
                "+17 | false | false",
                "1.5 | true | true",
                "1.50 | false | false",
                "1.0 | false | true",
                "0.00001 | false | false",
                "yes | true | false",
                "Off | true | false",
                "'\"yes\"' | true | true",
                "maybe | true | true",
                "~ | true | true",
            })
    void whatIsMeantAsATextIsPrintedAsItStands(String value, boolean go, boolean ruby) {
        assertThat(keeps(NumberForm.GO, value, "string", "boolean")).as("Go").isEqualTo(go);
        assertThat(keeps(NumberForm.RUBY, value, "string", "boolean"))
                .as("Ruby")
                .isEqualTo(ruby);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "10 | true",
                "+10 | true",
                "1.50 | true",
                "1e3 | true",
                ".5 | true",
                "010 | false",
                "0x10 | false",
                "1_000 | false"
            })
    void aNumberIsDecimal(String value, boolean kept) {
        assertThat(keeps(NumberForm.GO, value, "number")).isEqualTo(kept);
        assertThat(keeps(NumberForm.GO, value, "number", "string")).isEqualTo(kept);
        assertThat(keeps(NumberForm.GO, value, "number", "mode")).as("a mode").isTrue();
    }
}
