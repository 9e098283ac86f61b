package io.cfa.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class GoalsDocumentTest {

    private static final Path DOCUMENT = Path.of("../docs/goals.md");
    private static final Path DESCRIPTOR = Path.of("target/classes/META-INF/maven/plugin.xml");

    @Test
    void everyGoalAndParameterStandsInTheDocument() throws IOException {
        assertThat(DESCRIPTOR)
                .as("the descriptor. Next: ./mvnw process-classes -pl cfa-maven-plugin")
                .exists();
        String expected = GoalsDocument.of(DESCRIPTOR);
        if (System.getProperty("update.goals.md") != null) {
            Files.writeString(DOCUMENT, expected);
        }
        assertThat(Files.exists(DOCUMENT) ? Files.readString(DOCUMENT) : "")
                .as("docs/goals.md, which is written from the goals' Javadoc. Next: ./mvnw test -pl cfa-maven-plugin"
                        + " -Dtest=GoalsDocumentTest -Dupdate.goals.md")
                .isEqualTo(expected);
    }
}
