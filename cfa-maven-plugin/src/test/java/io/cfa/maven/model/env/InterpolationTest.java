package io.cfa.maven.model.env;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cfa.maven.model.source.MalformedFileException;
import io.cfa.maven.model.source.SourceLocation;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InterpolationTest {

    private static final SourceLocation PLACE = new SourceLocation(Path.of("docker-compose.yml"), 7);
    private static final Map<String, String> VARIABLES = Map.of("A", "x", "EMPTY", "");

    private static String replace(String text) {
        return new Interpolation(name -> Optional.ofNullable(VARIABLES.get(name))).replace(text, PLACE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            emptyValue = "",
            value = {
                "plain | plain",
                "$A and ${A} | x and x",
                "$$A $${A} | $A ${A}",
                "costs 5$ | costs 5$",
                "${B:-d} ${B-d} | d d",
                "[${EMPTY:-d}] [${EMPTY-d}] | [d] []",
                "${B:-${A}/b} | x/b",
                "[${A:+y}] [${B:+y}] [${EMPTY+y}] | [y] [] [y]",
                "${A:?must be} | x"
            })
    void replacesAsComposeDoes(String text, String expected) {
        assertThat(replace(text)).isEqualTo(expected);
    }

    @Test
    void aMissingVariableIsAnErrorWithItsPlace() {
        assertThatThrownBy(() -> replace("${REGISTRY_IMAGE}/identity"))
                .isInstanceOf(MalformedFileException.class)
                .hasMessage(
                        "docker-compose.yml:7  the variable REGISTRY_IMAGE is not set. Next: add a line REGISTRY_IMAGE=… to"
                                + " the env file");
    }

    @Test
    void aRequiredVariableSaysWhatTheFileSaysOfIt() {
        assertThatThrownBy(() -> replace("${EMPTY:?set the host}"))
                .hasMessage("docker-compose.yml:7  ${EMPTY} is required: set the host");
    }

    @ParameterizedTest
    @ValueSource(strings = {"${A", "${}", "${A!b}", "${A:-x", "${1}", "${ A}", "${A:", "${A:-x\ny}"})
    void brokenSyntaxIsAnError(String text) {
        assertThatThrownBy(() -> replace("a" + text))
                .isInstanceOf(MalformedFileException.class)
                .hasMessage(
                        "docker-compose.yml:7  \"" + text.lines().findFirst().orElseThrow()
                                + "\" is not a form that compose knows. Next: mend it, or write $$ for a dollar");
    }

    @Test
    void depthHasALimit() {
        assertThat(replace("${B:-".repeat(20) + "x" + "}".repeat(20))).isEqualTo("x");
        assertThatThrownBy(() -> replace("${B:-".repeat(10_000) + "}".repeat(10_000)))
                .hasMessage("docker-compose.yml:7  nests variables more than 20 deep. Next: make it flatter");
    }

    @Test
    void lengthHasALimitAlsoInSum() {
        String long16 = "x".repeat(16_000);
        Interpolation scope = new Interpolation(name -> Optional.of(long16));
        assertThat(scope.replace("$A", PLACE)).hasSize(16_000);
        assertThatThrownBy(() -> scope.replace("$A$A", PLACE))
                .hasMessage("docker-compose.yml:7  grows to more than 16384 characters when its variables are replaced."
                        + " Next: look for variables that double each other");
        assertThatThrownBy(() -> {
                    for (int i = 0; i < 2000; i++) {
                        scope.replace("$A", PLACE);
                    }
                })
                .hasMessageContaining("grows to more than 16000000 characters");
        assertThatThrownBy(() -> scope.replace("${A:+}".repeat(20_000), PLACE))
                .hasMessageContaining("is a text of more than 65536 characters with variables");
    }
}
