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

class InterpolationTest {

    private static final SourceLocation PLACE = new SourceLocation(Path.of("docker-compose.yml"), 7);
    private static final Map<String, String> VARIABLES = Map.of("A", "x", "EMPTY", "");

    private static String replace(String text) {
        return Interpolation.of(text, name -> Optional.ofNullable(VARIABLES.get(name)), PLACE);
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
                                + " .env.cfa2, or set it in the environment");
    }

    @Test
    void aRequiredVariableSaysWhatTheFileSaysOfIt() {
        assertThatThrownBy(() -> replace("${EMPTY:?set the host}"))
                .hasMessage("docker-compose.yml:7  ${EMPTY} is required: set the host");
    }

    @Test
    void brokenSyntaxIsAnError() {
        assertThatThrownBy(() -> replace("${A"))
                .hasMessage("docker-compose.yml:7  \"${A\" opens ${ and does not close it");
        assertThatThrownBy(() -> replace("${}")).hasMessage("docker-compose.yml:7  ${} names no variable");
        assertThatThrownBy(() -> replace("${A!b}"))
                .hasMessage("docker-compose.yml:7  ${A!b} is not a form that compose knows");
    }
}
