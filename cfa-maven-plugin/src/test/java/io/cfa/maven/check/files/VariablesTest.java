package io.cfa.maven.check.files;

import static org.assertj.core.api.Assertions.assertThat;

import io.cfa.maven.model.source.SourceLocation;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VariablesTest {

    private static final Path FILE = Path.of("/clone/.env");

    private final Findings findings = new Findings(Path.of("/clone"));

    private Optional<Variables> read(String text) {
        return Variables.read(FILE, text, findings);
    }

    private List<String> found() {
        return findings.sorted().stream()
                .map(found -> found.line() + " " + found.finding().observed() + "; expected "
                        + found.finding().expected())
                .toList();
    }

    @Test
    void theLinesThatCanBeReadCount() {
        Variables variables = read("A=1\nB=${\nno name\nE=5").orElseThrow();
        assertThat(variables.get("A")).contains("1");
        assertThat(variables.get("E")).contains("5");
        assertThat(variables.sets("A")).isTrue();
        assertThat(variables.sets("B")).isTrue();
        assertThat(variables.sets("F")).isFalse();
        assertThat(variables.get("B")).isEmpty();
        assertThat(variables.lines()).containsExactly("A=1", "B=${", "no name", "E=5");
        assertThat(variables.file().path()).isEqualTo(FILE);
        assertThat(found()).map(line -> line.substring(0, 2)).containsExactly("2 ", "3 ");
    }

    @Test
    void theLineOfASecretIsNotRepeated() {
        assertThat(read("DB_PASSWORD=\"hunter2").orElseThrow().sets("DB_PASSWORD"))
                .isTrue();
        assertThat(found()).containsExactly("1 cannot be read; expected NAME=value");
    }

    @Test
    void nineteenLinesAreMendedInThoughtAndNoMore() {
        assertThat(read("no name\n".repeat(19) + "A=1\n").orElseThrow().get("A"))
                .contains("1");
        assertThat(found()).hasSize(19);
        assertThat(read("no name\n".repeat(20) + "A=1\n")).isEmpty();
        assertThat(found()).contains("1 has 20 lines that cannot be read; expected NAME=value");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "A=1              | A",
                "  export  A_b2 = | A_b2",
                "exportA=1        | exportA",
                "# A=1            | none",
                "1A=1             | none",
                "A: 1             | none"
            })
    void aLineSetsTheNameBeforeItsSign(String line, String name) {
        assertThat(Variables.set(line).orElse("none")).isEqualTo(name);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "a $A b ${B} c    | A B",
                "${A:-$B}         | A? B",
                "${A-x} ${B:+y}   | A? B?",
                "${A?no} ${B:?no} | A B",
                "$$A $${B}        | ``",
                "${A+$$} $1 $-    | A?",
                "${_a1}           | _a1"
            })
    void aUseIsAVariableThatComposeReplaces(String text, String uses) {
        List<String> found = new ArrayList<>();
        Variables.uses(text, use -> found.add(use.name() + (use.mayBeUnset() ? "?" : "")));
        assertThat(String.join(" ", found)).isEqualTo(uses);
    }

    @Test
    void aNumberIsAPortOfTheThousandsThatPortsAreOf() {
        assertThat(read("B_PORT=58081\nA_PORT=40100\nC_PORT=58090\nD_PORT=8080\nTAG=12345\n")
                        .orElseThrow()
                        .portNumber())
                .isEqualTo("(?:40|58)[0-9]{3}");
        assertThat(read("A_PORT=8080\n").orElseThrow().portNumber()).isEqualTo("(?!)");
    }

    @Test
    void aValueIsOneOfAnyLine() {
        Variables variables = read("A=1\nB=${A}2\n").orElseThrow();
        assertThat(variables.isValue("12")).isTrue();
        assertThat(variables.isValue("2")).isFalse();
        assertThat(variables.scope().replace("<${B}>", new SourceLocation(FILE, 1)))
                .isEqualTo("<12>");
    }
}
