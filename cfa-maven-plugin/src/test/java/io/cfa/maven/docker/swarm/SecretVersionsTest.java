package io.cfa.maven.docker.swarm;

import static org.assertj.core.api.Assertions.assertThat;

import io.cfa.maven.docker.swarm.SecretVersions.Creation;
import io.cfa.maven.docker.swarm.SecretVersions.Known;
import io.cfa.maven.remote.Command;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretVersionsTest {

    private static final Map<String, String> FILES = Map.of("token", "/srv/cfa/secrets/token");

    @Test
    void theFirstVersionIsMadeOfTheFile() {
        SecretVersions chosen = SecretVersions.choose("cfa", FILES, Map.of("token", "f1"), List.of());
        assertThat(chosen.current()).isEqualTo(Map.of("token", "cfa_token.v1"));
        assertThat(chosen.made())
                .containsExactly(new Creation("token", "cfa_token.v1", "/srv/cfa/secrets/token", "f1"));
    }

    @Test
    void theSameContentIsTheSameVersion() {
        SecretVersions chosen = SecretVersions.choose(
                "cfa", FILES, Map.of("token", "f1"), List.of(new Known("cfa_token.v1", "token", "f1")));
        assertThat(chosen.current()).isEqualTo(Map.of("token", "cfa_token.v1"));
        assertThat(chosen.made()).isEmpty();
        assertThat(chosen.unread()).isEmpty();
    }

    @Test
    void anotherContentIsTheNextVersionAndTheOldOneIsNotNeededAnyMore() {
        SecretVersions chosen = SecretVersions.choose(
                "cfa",
                FILES,
                Map.of("token", "f3"),
                List.of(new Known("cfa_token.v9", "token", "f1"), new Known("cfa_token.v10", "token", "f2")));
        assertThat(chosen.current()).isEqualTo(Map.of("token", "cfa_token.v11"));
        assertThat(chosen.unread()).containsExactly("cfa_token.v9", "cfa_token.v10");
    }

    @Test
    void aManagerWithoutTheFileTakesTheNewestVersion() {
        SecretVersions chosen = SecretVersions.choose(
                "cfa",
                FILES,
                Map.of(),
                List.of(new Known("cfa_token.v9", "token", "f1"), new Known("cfa_token.v10", "token", "f2")));
        assertThat(chosen.current()).isEqualTo(Map.of("token", "cfa_token.v10"));
        assertThat(chosen.made()).isEmpty();
    }

    @Test
    void withoutFileAndVersionThereIsNone() {
        assertThat(SecretVersions.choose("cfa", FILES, Map.of(), List.of()).current())
                .isEmpty();
    }

    /** By a real shell: what it prints is no content, and another swarm's is another. */
    @Test
    void aFingerprintTellsContentsApartAndShowsNone(@TempDir Path temp) throws Exception {
        Path token = Files.writeString(temp.resolve("token"), "open sesame");
        Map<String, String> one = fingerprints("cluster1", token);
        assertThat(one).containsOnlyKeys("token");
        assertThat(one.get("token")).matches("[0-9a-f]{64}");
        assertThat(fingerprints("cluster1", token)).isEqualTo(one);
        assertThat(fingerprints("cluster2", token)).isNotEqualTo(one);
        Files.writeString(token, "open sesame!");
        assertThat(fingerprints("cluster1", token)).isNotEqualTo(one);
        assertThat(fingerprints("cluster1", temp.resolve("none"))).isEmpty();
    }

    private static Map<String, String> fingerprints(String cluster, Path file)
            throws IOException, InterruptedException {
        Command command = SecretVersions.fingerprints(cluster, Map.of("token", file.toString()))
                .command();
        Process process = new ProcessBuilder(command.argv()).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        return SecretVersions.fingerprints(cluster, Map.of()).parser().apply(output);
    }
}
