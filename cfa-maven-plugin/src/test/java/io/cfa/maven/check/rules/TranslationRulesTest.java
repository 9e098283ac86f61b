package io.cfa.maven.check.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.cfa.maven.check.files.Findings;
import io.cfa.maven.check.files.Violation;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class TranslationRulesTest {

    private static final String ENGLISH =
            """
            Look:
            ```sh
            docker compose ps
            ```
            <!-- begin cfa:services, written by a goal -->
            | a | 1 |
            <!-- end cfa:services -->
            """;

    private static List<String> findings(String english, String russian) {
        Path root = Path.of("/project");
        Findings findings = new Findings(root);
        new TranslationRules(findings)
                .check(
                        root.resolve("runbook.md"),
                        english.lines().toList(),
                        root.resolve("runbook.ru.md"),
                        russian.lines().toList());
        return findings.sorted().stream().map(Violation::toString).toList();
    }

    @Test
    void otherProseAroundTheSameBlocksIsATranslation() {
        assertThat(findings(ENGLISH, ENGLISH.replace("Look:", "Посмотрите:\n\nи ещё раз:")))
                .isEmpty();
    }

    @Test
    void anotherCommandIsFoundAtItsBlock() {
        assertThat(findings(ENGLISH, ENGLISH.replace("compose ps", "compose top")))
                .containsExactly(
                        "runbook.ru.md:2  the block 1 differs from that of runbook.md:2; expected the same commands and outputs in"
                                + " both languages. Next: copy the block");
    }

    @Test
    void anotherRowOfAGeneratedTableIsFound() {
        assertThat(findings(ENGLISH, ENGLISH.replace("| 1 |", "| 2 |")))
                .singleElement()
                .asString()
                .startsWith("runbook.ru.md:5  the block 2 differs from that of runbook.md:5");
    }

    @Test
    void aBlockThatIsMissingIsFound() {
        assertThat(findings(ENGLISH, "Посмотрите:\n```sh\ndocker compose ps\n```\n"))
                .containsExactly(
                        "runbook.ru.md:4  1 blocks of commands, outputs and generated tables; expected 2, as in runbook.md."
                                + " Next: translate the section that is new, or remove what is gone");
        assertThat(findings(ENGLISH, "")).singleElement().asString().startsWith("runbook.ru.md:1  0 blocks");
    }

    @Test
    void onlyTheFirstBlockThatDiffersIsTold() {
        assertThat(findings(
                        ENGLISH, ENGLISH.replace("compose ps", "compose top").replace("| 1 |", "| 2 |")))
                .hasSize(1);
        assertThat(findings(ENGLISH, ENGLISH.replace("```sh", "  ```bash"))).hasSize(1);
    }

    @Test
    void aBlockTooMuchIsFoundAtTheEnd() {
        assertThat(findings(ENGLISH, ENGLISH + "```\nls\n```\n"))
                .containsExactly(
                        "runbook.ru.md:10  3 blocks of commands, outputs and generated tables; expected 2, as in runbook.md."
                                + " Next: translate the section that is new, or remove what is gone");
    }

    @Test
    void aBlockEndsWhereItIsClosed() {
        String open = "```\nls\n";
        assertThat(findings(open, open.replace("ls", "ps")))
                .as("that is never closed is none")
                .isEmpty();
        String table = "<!-- begin cfa:services -->\n```\n| a |\n<!-- end cfa:services -->\n";
        assertThat(findings(table, table.replace("| a |", "| b |")))
                .as("a fence closes it too")
                .isEmpty();
        assertThat(findings(ENGLISH, ENGLISH.replace("<!-- end cfa:services -->", "<!-- end cfa:services, -->")))
                .hasSize(1);
    }
}
