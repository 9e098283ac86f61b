package io.cfa.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GoalPagesTest {

    private static final Path DOCUMENTS = Path.of("../docs");

    @Test
    void eachGoalHasAPageAndTheIndexNamesIt() throws IOException {
        Map<String, String> pages = new GoalPages(DOCUMENTS).pages();
        assertThat(pages).hasSizeGreaterThan(15).containsKeys("index", "verify", "help");
        pages.forEach((name, text) -> {
            if (!name.equals("index")) {
                assertThat(pages.get("index")).contains("(" + name + ".html)");
                assertThat(text).startsWith("# cfa:" + name + "\n").contains("(" + name + "-mojo.html)");
            }
        });
    }

    @Test
    void whatTheDocumentsShowOfAGoalStandsOnItsPage() throws IOException {
        Map<String, String> pages = new GoalPages(DOCUMENTS).pages();
        for (String goal : List.of("doctor", "logs", "status", "verify", "rollback", "rollout", "sync", "reproduce")) {
            assertThat(pages.get(goal)).as(goal).contains("## What it prints");
        }
        assertThat(pages.get("doctor")).contains("```\n$ ./mvnw -N cfa:doctor\n[INFO]       CHECK ");
        assertThat(pages.get("sync")).contains("sync-compose-cfa2.sh", "Make these changes on the host?");
        assertThat(pages.get("reproduce")).contains(" came again: ");
    }

    @Test
    void pagesAreWrittenAsFiles(@TempDir Path temp) throws IOException {
        Path documents = Files.createDirectory(temp.resolve("docs"));
        Files.writeString(
                documents.resolve("goals.md"),
                "# Goals\n\n| [`cfa:one`](#cfaone) | does |\n\n## cfa:one\n\nDoes [as](a/b.md#c). [common](#common-parameters)\n");
        Files.writeString(documents.resolve("book.md"), "```console\n$ ./mvnw -N cfa:one -Dx\n[INFO] done\n```\n");
        Files.writeString(documents.resolve("book.ru.md"), "```console\n$ ./mvnw -N cfa:one\n[INFO] twice\n```\n");
        GoalPages.main(new String[] {documents.toString(), temp.resolve("pages").toString()});
        assertThat(temp.resolve("pages/index.md")).hasContent("# Goals\n\n| [`cfa:one`](one.html) | does |\n");
        assertThat(temp.resolve("pages/one.md"))
                .hasContent("# cfa:one\n\nDoes as. [common](index.html#common-parameters)\n\nAs Maven has it:"
                        + " [one](one-mojo.html).\n\n## What it prints\n\nTaken from a run.\n\n"
                        + "```\n$ ./mvnw -N cfa:one -Dx\n[INFO] done\n```\n");
    }
}
