package io.cfa.maven.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cfa.maven.model.source.MalformedFileException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BundleTest {

    private static final String COMPOSE =
            """
            services:
              postgres:
                image: postgres:17
                volumes:
                  - ./init:/docker-entrypoint-initdb.d:ro
                secrets: [db_password]
            secrets:
              db_password:
                file: ./secrets/db_password
            """;

    @TempDir
    Path directory;

    @BeforeEach
    void aBundle() throws IOException {
        Files.writeString(directory.resolve("docker-compose.yml"), COMPOSE);
        Files.writeString(directory.resolve(".env.cfa2"), "TAG=dev\n");
        Files.createDirectories(directory.resolve("init/more"));
        Files.writeString(directory.resolve("init/more/b.sh"), "b\n");
        Files.writeString(directory.resolve("unrelated.txt"), "not mounted\n");
    }

    @Test
    void itIsComposeEnvAndWhatIsMountedAndTheNamesOfSecrets() {
        Bundle bundle = Bundle.read(directory);
        assertThat(bundle.files().keySet()).containsExactly(".env.cfa2", "docker-compose.yml", "init/more/b.sh");
        assertThat(bundle.files())
                .containsEntry("init/more/b.sh", BundleFile.of("b\n"))
                .containsEntry("docker-compose.yml", BundleFile.of(COMPOSE));
        assertThat(bundle.secrets()).containsExactly("secrets/db_password");
    }

    @Test
    void aChecksumIsThatOfSha256sum() {
        assertThat(BundleFile.of("b\n").checksum())
                .isEqualTo("0263829989b6fd954f72baaf2fc64bc2e2f01d692d4de72986ea808f6e99813f");
    }

    @Test
    void aMountThatIsNotThereIsNamedWithItsLine() throws IOException {
        Files.delete(directory.resolve("init/more/b.sh"));
        Files.delete(directory.resolve("init/more"));
        Files.delete(directory.resolve("init"));
        assertThatThrownBy(() -> Bundle.read(directory))
                .isInstanceOf(MalformedFileException.class)
                .hasMessageContaining("docker-compose.yml:5")
                .hasMessageContaining("postgres mounts ./init, which is not there. Next: add it");
    }
}
