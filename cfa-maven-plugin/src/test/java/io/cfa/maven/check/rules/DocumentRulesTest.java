package io.cfa.maven.check.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.cfa.maven.check.files.Findings;
import io.cfa.maven.check.files.ProjectFacts;
import io.cfa.maven.check.files.Variables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Of a project with the service a at 58081 and b at none, and the jobs build-a, lint and deploy-x. */
class DocumentRulesTest {

    @TempDir
    private Path root;

    private static final Map<String, String> JOBS = Map.of("build-a", "build", "lint", "check", "deploy-x", "");

    private List<String> found(String text, Map<String, String> jobs, Set<String> told, List<String> headings) {
        Findings findings = new Findings(root);
        Optional<Variables> variables = Variables.read(root.resolve(".env"), "A_PORT=58081\nOTHER=58090\n", findings);
        Optional<SortedMap<String, String>> stages = Optional.ofNullable(jobs).map(TreeMap::new);
        ProjectFacts known = new ProjectFacts(
                Set.of("a", "b"),
                variables,
                stages,
                new TreeSet<>(told),
                Map.of("a", List.of("58081"), "b", List.of(), "two", List.of("58081", "58090")));
        new DocumentRules(findings, known)
                .check(root.resolve("runbook.md"), text.lines().toList(), headings);
        return findings.sorted().stream()
                .map(found -> found.line() + " " + found.finding().observed() + "; expected "
                        + found.finding().expected())
                .toList();
    }

    private List<String> found(String text) {
        return found(text, Map.of("build-a", "build", "lint", "check", "deploy-x", "deploy"), Set.of(), List.of());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "`lint` and `build-a` and `deploy-x`, `identity`, `verify`",
                "| stage | jobs |\n|---|---|\n| build | `build-a` |\n| check | `lint` |",
                "| job | what |\n|---|---|\n| `lint` | x |",
                "| a | 58081 |",
                "| `a`, of old | 58081 |",
                "| b | no port |",
                "| two | 58090 and 58081 |",
                "| c | 58090 |",
                "at http://x:58081/swagger",
                "58 0811, 158082, 3.58082, 580821, 59082",
                "[a](https://example.com/none) [b](#there) [c](mailto:x@y)",
                "| a | `build-a` |\n\n| stage | b |\n| build | c |",
                "stage | none"
            })
    void whatAgreesIsInOrder(String text) {
        assertThat(found(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "a `deploy-y` b           ; the job deploy-y           ; a job of the pipeline",
                "a `build-c` b            ; the job build-c            ; a job of the pipeline",
                "x 58082                  ; port 58082                 ; a port of .env.cfa2",
                "| c | 58082 |            ; port 58082                 ; a port of .env.cfa2",
                "| a | 58090 |            ; a at port 58090            ; port 58081 of .env.cfa2",
                "| `a` x | 58081, 58090 | ; a at port 58081, 58090     ; port 58081 of .env.cfa2",
                "| b | 58081 |            ; b at port 58081            ; no port",
                "| two | 58081 |          ; two at port 58081          ; port 58081, 58090 of .env.cfa2",
                "[a](none.md#b) [c](#d)   ; a link to none.md          ; a file that is there"
            })
    void whatDoesNotIsFoundAtItsLine(String line, String observed, String expected) {
        assertThat(found("# x\n" + line)).containsExactly("2 " + observed + "; expected " + expected);
    }

    @Test
    void aRowAboutAStageNamesOneAndItsJobs() {
        assertThat(found("# x\n| stage | jobs |\n|---|---|\n| build | `build-a`, `lint` |\n| none | `more` |\n"))
                .containsExactly(
                        "4 lint in the stage build; expected the stage check",
                        "5 the stage none; expected one of [build, check, deploy]",
                        "5 the job more; expected a job of the pipeline");
        assertThat(found("| job | stage |\n|---|---|\n| `build-a` | deploy |\n| `deploy-y` | deploy |\n"))
                .containsExactly(
                        "3 build-a in the stage deploy; expected the stage build",
                        "4 the job deploy-y; expected a job of the pipeline");
        assertThat(found("| stage |\n|---|\n\n| none |\n"))
                .as("the table has ended")
                .isEmpty();
        assertThat(found("| x | stage |\n|---|---|\n| only\n| a | none |\n"))
                .containsExactly("4 the stage none; expected one of [build, check, deploy]");
    }

    @Test
    void whereAStageIsNotKnownNoneIsWrong() {
        String table = "| stage | jobs |\n|---|---|\n| none | `deploy-x` |\n| other | `lint` |\n";
        assertThat(found(table, JOBS, Set.of(), List.of()))
                .containsExactly("4 lint in the stage other; expected the stage check");
        assertThat(found(table, null, Set.of(), List.of())).isEmpty();
    }

    @Test
    void eachJobOfTheProjectIsToldOfAndEachHeadingIsThere() {
        assertThat(found("# A\n`lint`\n", JOBS, Set.of("build-a", "lint", "deploy-x"), List.of("# A", "# B")))
                .containsExactly(
                        "1 no heading \"# B\"; expected that section",
                        "1 nothing of the job deploy-x; expected a word on what it does");
    }

    @Test
    void aLinkLeadsToAFileBesideTheDocumentOrAbove() throws IOException {
        Files.createDirectory(root.resolve("images"));
        Files.createFile(root.resolve("images/a.png"));
        assertThat(found("![a](images/a.png) [b](./images) [c](images/../images/a.png#x)"))
                .isEmpty();
    }
}
