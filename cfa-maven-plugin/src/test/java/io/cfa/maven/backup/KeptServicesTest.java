package io.cfa.maven.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cfa.maven.backup.BackupPart.Kind;
import io.cfa.maven.model.source.MalformedFileException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeptServicesTest {

    @TempDir
    Path temp;

    @Test
    void theComposeFileSaysWhatIsKept() throws IOException {
        assertThat(
                        KeptServices.of(
                                compose(
                                        "{db: {image: x, x-cfa: {backup: postgres}}, store: {image: y, x-cfa: {backup: files}}, cache: {image: z}}")))
                .containsOnly(Map.entry("db", Kind.POSTGRES), Map.entry("store", Kind.FILES));
    }

    @Test
    void ourOwnComposeFileKeepsTheDatabasesAndTheDocuments() {
        assertThat(KeptServices.of(Path.of("../deploy/docker-compose-at-vps/cfa2/docker-compose.yml")))
                .containsOnlyKeys("postgres", "minio");
    }

    @Test
    void aWordThatIsNotKnownIsNamedWithItsLine() throws IOException {
        Path compose = compose("\n  db: {image: x, x-cfa: {backup: mysql}}");
        assertThatThrownBy(() -> KeptServices.of(compose))
                .isInstanceOf(MalformedFileException.class)
                .hasMessage(
                        "docker-compose.yml:2  x-cfa of db says backup: mysql; expected postgres or files. Next: mend the word");
    }

    private Path compose(String services) throws IOException {
        return Files.writeString(temp.resolve("docker-compose.yml"), "services: " + services + "\n");
    }
}
