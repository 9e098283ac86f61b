package io.cfa.maven.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.cfa.maven.check.files.Findings;
import io.cfa.maven.check.files.ProjectFacts;
import io.cfa.maven.check.files.ProjectLayout;
import io.cfa.maven.check.files.Variables;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GeneratedTableTest {

    private static final Path ROOT = Path.of("/clone");

    private static final String GOOD =
            """
            # Services
            <!-- begin cfa:services -->
            | service | job | port |
            |---|---|---|
            | b | `build-b` | 58081 |
            | a | `build-a` | 58082 |
            <!-- end cfa:services -->
            The end.
            """;

    /** The runbook's and the matrix's. */
    private static List<GeneratedTable> tables(String env) {
        ProjectLayout layout = new ProjectLayout(ROOT, ROOT, new TreeSet<>(), TestNames.CFA2);
        Optional<Variables> variables = Variables.read(ROOT.resolve(".env"), env, new Findings(ROOT));
        return GeneratedTable.of(
                layout, new ProjectFacts(Set.of("a", "b"), variables, Optional.empty(), new TreeSet<>(), Map.of()));
    }

    private final GeneratedTable table = tables("A_PORT=58082\nB_PORT=58081\n").get(0);

    private static List<String> found(GeneratedTable table, String text) {
        Findings findings = new Findings(ROOT);
        table.check(text.lines().toList(), findings);
        return findings.sorted().stream()
                .map(found -> found.line() + " " + found.finding().observed() + "; expected "
                        + found.finding().expected() + "; " + found.finding().next())
                .map(line -> line.replace("; ./mvnw cfa:check -Dcfa.fix", ""))
                .toList();
    }

    private List<String> found(String text) {
        return found(table, text);
    }

    @Test
    void eachServiceHasARowByItsPort() {
        assertThat(table.document()).isEqualTo(ROOT.resolve("docs/deploy/vps-cfa2/cfa2-dev-runbook.md"));
        assertThat(found(GOOD)).isEmpty();
        assertThat(tables("A_PORT=58082\nB_PORT=58081\n").get(1).rows())
                .containsExactly(
                        "| service | job | module | paths | image | tags | port |",
                        "|---|---|---|---|---|---|---|",
                        "| b | `build-b` | `services/b` | `services/b/**` | `$CI_REGISTRY_IMAGE/b` |"
                                + " `:$CI_COMMIT_SHORT_SHA`, `:$DEPLOY_TAG` | 58081 |",
                        "| a | `build-a` | `services/a` | `services/a/**` | `$CI_REGISTRY_IMAGE/a` |"
                                + " `:$CI_COMMIT_SHORT_SHA`, `:$DEPLOY_TAG` | 58082 |");
    }

    @Test
    void aRowThatIsWrongMissingOrTooMuchIsFound() {
        assertThat(found(GOOD.replace("58082", "58083")))
                .containsExactly("6 | a | `build-a` | 58083 |; expected | a | `build-a` | 58082 |");
        assertThat(found(GOOD.replace("| a | `build-a` | 58082 |\n", "")))
                .containsExactly("2 no row of a; expected | a | `build-a` | 58082 |");
        assertThat(found(GOOD.replace("| a | `build-a` | 58082 |", "| a | `build-a` | 58082 |\n\n| c |")))
                .containsExactly("7 an empty line in the table; expected no such row", "8 | c |; expected no such row");
        assertThat(found(GOOD.replace("| a | `build-a` | 58082 |", "a")))
                .containsExactly("6 a; expected | a | `build-a` | 58082 |");
    }

    @Test
    void rowsInAnotherOrderOrTwiceAreFound() {
        assertThat(found(GOOD.replace(
                        "| a | `build-a` | 58082 |\n", "| a | `build-a` | 58082 |\n| a | `build-a` | 58082 |\n")))
                .containsExactly("2 the rows in another order, or twice; expected each once, by port");
    }

    @Test
    void aPortThatNoFileTellsMayBeAny() {
        GeneratedTable unknown = tables("B_PORT=58081\n").get(0);
        assertThat(unknown.rows()).endsWith("| a | `build-a` | - |");
        assertThat(found(unknown, GOOD)).isEmpty();
        assertThat(found(unknown, GOOD.replace("`build-a`", "`build-x`")))
                .containsExactly("6 | a | `build-x` | 58082 |; expected | a | `build-a` | - |");
        assertThat(found(unknown, GOOD.replace("| a |", "| c |")))
                .containsExactly(
                        "2 no row of a; expected | a | `build-a` | - |",
                        "6 | c | `build-a` | 58082 |; expected no such row");
    }

    @ParameterizedTest
    @ValueSource(strings = {"<!-- begin cfa:services -->\n", "<!-- end cfa:services -->\n"})
    void withoutBothMarksThereIsNoTable(String mark) {
        String text = GOOD.replace(mark, "");
        int line = mark.contains("begin") ? 6 : 2;
        assertThat(found(text))
                .containsExactly(line
                        + " no table between <!-- begin cfa:services --> and <!-- end cfa:services -->; expected one,"
                        + " with a row for each service; put the two comments around the table, then ./mvnw cfa:check"
                        + " -Dcfa.fix");
        assertThat(table.fixed(text.lines().toList())).isEmpty();
        assertThat(table.without(text.lines().toList())).isEqualTo(text.lines().toList());
    }

    @ParameterizedTest
    @ValueSource(strings = {"<!-- begin cfa:services -->\n", "<!-- end cfa:services -->\n"})
    void aMarkThatStandsTwiceIsNone(String mark) {
        assertThat(table.fixed((mark + GOOD).lines().toList())).isEmpty();
        assertThat(table.fixed((GOOD + mark).lines().toList())).isEmpty();
    }

    @Test
    void marksTheWrongWayAroundOrNoneAreNoTable() {
        assertThat(found("<!-- end cfa:services -->\n<!-- begin cfa:services -->\n"))
                .singleElement()
                .asString()
                .startsWith("2 no table between");
        assertThat(found("text\n")).singleElement().asString().startsWith("1 no table between");
    }

    @Test
    void aTableIsWrittenAnewBetweenItsMarksAlone() {
        List<String> good = GOOD.lines().toList();
        assertThat(table.fixed(good)).isEmpty();
        assertThat(table.fixed(GOOD.replace("58082", "1").lines().toList())).contains(good);
        assertThat(table.fixed(
                        GOOD.replace("| a | `build-a` | 58082 |\n", "").lines().toList()))
                .contains(good);
        List<String> windows = good.stream().map(line -> line + "\r").toList();
        assertThat(table.fixed(windows)).isEmpty();
        assertThat(table.fixed(
                        windows.stream().map(line -> line.replace("58082", "1")).toList()))
                .contains(windows);
    }

    @Test
    void whatPeopleWriteIsTheTextWithoutTheTable() {
        assertThat(table.without(GOOD.lines().toList()))
                .containsExactly("# Services", "", "", "", "", "", "", "The end.");
    }
}
