package io.cfa.maven.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.cfa.maven.check.files.ProjectLayout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ComposeErrorLocatorTest {

    @TempDir
    private Path root;

    private ComposeErrorLocator locator;

    @BeforeEach
    void aBundle() throws IOException {
        Files.writeString(
                root.resolve("docker-compose.yml"),
                """
                services:
                  a:
                    image: x
                    prots: [1]
                    ports:
                      - one
                      - two
                    volumes:
                      - data:/var
                    networks:
                      inner: {}
                  b:
                    image: y
                networks:
                  outer: {}
                """);
        Files.writeString(root.resolve(".env.cfa2"), "A=1\nODD NAME=2\n");
        locator = new ComposeErrorLocator(new ProjectLayout(root, root, new TreeSet<>(), TestNames.CFA2));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "yaml: line 4: odd                                              | docker-compose.yml:4",
                "yaml: line 0: odd                                              | docker-compose.yml:1",
                "failed to read .env.cfa2: line 2: odd                          | .env.cfa2:2",
                "failed to read other: line 2: odd                              | docker-compose.yml:2",
                "failed to read .env.cfa2: odd                                  | .env.cfa2:1",
                "services.a.ports.1 is odd                                      | docker-compose.yml:7",
                "services.a.ports.[0] is odd                                    | docker-compose.yml:6",
                "services.a.ports.9 is odd                                      | docker-compose.yml:5",
                "services.b.ports is odd                                        | docker-compose.yml:12",
                "services.none.ports is odd                                     | docker-compose.yml:1",
                "networks.outer is odd                                          | docker-compose.yml:15",
                "volumes.none is odd                                            | docker-compose.yml:1",
                "services.a Additional property prots is not allowed            | docker-compose.yml:4",
                "services.a Additional property none is not allowed             | docker-compose.yml:2",
                "service \"a\" refers to undefined volume data: odd             | docker-compose.yml:9",
                "service \"a\" refers to undefined network inner: odd           | docker-compose.yml:11",
                "service \"a\" refers to undefined network none: odd            | docker-compose.yml:2",
                "service \"b\" is odd                                           | docker-compose.yml:12",
                "service \"none\" has \"two\"                                   | docker-compose.yml:7",
                "something with \"data:/var\"                                   | docker-compose.yml:9",
                "something with \"x\"                                           | docker-compose.yml:1",
                "something of \"ODD NAME\"                                      | .env.cfa2:2",
                "no such thing: two                                             | docker-compose.yml:7",
                "nobody knows                                                   | docker-compose.yml:1"
            })
    void anErrorIsAboutTheLineThatItNamesOrThatHasItsWords(String error, String place) {
        assertThat(locator.locate(error)).hasToString(place);
    }

    @Test
    void ofAFileThatIsNotReadTheFirstLineIsCited() throws IOException {
        Files.writeString(root.resolve("docker-compose.yml"), "a: [");
        assertThat(locator.locate("services.a.ports.1 is odd")).hasToString("docker-compose.yml:1");
        Files.delete(root.resolve("docker-compose.yml"));
        Files.delete(root.resolve(".env.cfa2"));
        assertThat(locator.locate("something with \"data:/var\"")).hasToString("docker-compose.yml:1");
        assertThat(locator.locate("service \"a\" is odd")).hasToString("docker-compose.yml:1");
    }
}
