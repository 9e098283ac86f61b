package io.cfa.maven.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cfa.maven.model.Bundle;
import io.cfa.maven.remote.LocalShell;
import io.cfa.maven.verify.FakePacing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands of a sync, run by a real shell in a directory of this machine; compose itself is asked in the sandbox. */
class SyncTest {

    private static final String COMPOSE = "name: cfa\nservices: {}\n";

    @TempDir
    Path temp;

    private final List<String> progress = new ArrayList<>();
    private LocalShell host;
    private Path directory;

    @BeforeEach
    void anEmptyHost() throws IOException {
        host = new LocalShell(temp.resolve("bin")).program("docker", "exit 0");
        directory = temp.resolve("srv cfa");
    }

    private static Bundle bundle(String compose) {
        TreeMap<String, String> files = new TreeMap<>();
        files.put("docker-compose.yml", compose);
        files.put(".env.cfa2", "TAG=dev\n");
        files.put("keycloak/realm-cfa.json", "{\"realm\": \"cfa — ЦФА\"}\n");
        return new Bundle(files, List.of("secrets/db_password", "secrets/redis_password"));
    }

    private void sync(Bundle bundle) {
        new Sync(host, new FakePacing(), progress::add).run(bundle, directory.toString());
    }

    @Test
    void anEmptyDirectoryGetsFilesLinkAndSecrets() throws IOException {
        sync(bundle(COMPOSE));
        assertThat(directory.resolve("docker-compose.yml")).hasContent(COMPOSE);
        assertThat(directory.resolve("keycloak/realm-cfa.json")).hasContent("{\"realm\": \"cfa — ЦФА\"}\n");
        assertThat(Files.readSymbolicLink(directory.resolve(".env"))).hasToString(".env.cfa2");
        assertThat(Files.readString(directory.resolve("secrets/db_password"))).matches("[A-Za-z0-9_-]{32}");
        assertThat(mode("secrets")).isEqualTo("rwx------");
        assertThat(mode("secrets/db_password")).isEqualTo("rw-r--r--");
        assertThat(mode("keycloak/realm-cfa.json")).isEqualTo("rw-r--r--");
        assertThat(directory.resolve(".cfa/incoming")).doesNotExist();
        assertThat(progress.subList(0, 6))
                .containsExactly(
                        "new      .env.cfa2",
                        "new      docker-compose.yml",
                        "new      keycloak/realm-cfa.json",
                        "made     secrets/db_password",
                        "made     secrets/redis_password",
                        "link     .env -> .env.cfa2");
    }

    @Test
    void aSecondRunHasNothingToDo() {
        sync(bundle(COMPOSE));
        progress.clear();
        sync(bundle(COMPOSE));
        assertThat(progress).containsExactly("nothing to do: " + directory + " has this bundle already");
    }

    @Test
    void aChangedFileIsReplacedTheOldOneIsKeptAndSecretsStay() throws IOException {
        sync(bundle(COMPOSE));
        String secret = Files.readString(directory.resolve("secrets/db_password"));
        Files.delete(directory.resolve("secrets/redis_password"));
        sync(bundle(COMPOSE + "# new\n"));
        assertThat(directory.resolve("docker-compose.yml")).hasContent(COMPOSE + "# new\n");
        assertThat(directory.resolve(".cfa/backup/20261124T000000Z/docker-compose.yml"))
                .hasContent(COMPOSE);
        assertThat(directory.resolve("secrets/db_password")).hasContent(secret);
        assertThat(directory.resolve("secrets/redis_password")).isNotEmptyFile();
        assertThat(progress).contains("changed  docker-compose.yml", "made     secrets/redis_password");
    }

    @Test
    void aBundleThatComposeRefusesLeavesTheOldOne() throws IOException {
        sync(bundle(COMPOSE));
        host.program("docker", "echo 'services must be a mapping' >&2; exit 15");
        assertThatThrownBy(() -> sync(bundle("name: cfa\nservices: []\n")))
                .isInstanceOf(RolloutException.class)
                .hasMessageStartingWith("could not check the new bundle with the host's own compose: ")
                .hasMessageContaining("exited with 15:\n  services must be a mapping\n")
                .hasMessageEndingWith(
                        "The host's compose, env and secrets are as they were. Next: mend the file that compose names");
        assertThat(directory.resolve("docker-compose.yml")).hasContent(COMPOSE);
    }

    @Test
    void aDirectoryThatCannotBeMadeIsNamedWithTheNextStep() throws IOException {
        Files.createFile(directory);
        assertThatThrownBy(() -> sync(bundle(COMPOSE)))
                .hasMessage("this machine:" + directory
                        + "/.cfa cannot be written. Next: give the user the directory, as root: install -d -o"
                        + " USER " + directory + ", and check that its disk is not full");
    }

    @Test
    void aSyncAndARolloutWaitForEachOther() {
        Holder other = new Holder("x", "cfa:rollout of 1a2b3c4d", "anna", "by hand", Instant.EPOCH);
        try (DeployLock lock =
                DeployLock.take(host, directory.toString(), other, Duration.ZERO, new FakePacing(), progress::add)) {
            assertThatThrownBy(() -> sync(bundle(COMPOSE)))
                    .hasMessageStartingWith(
                            "this machine is locked by cfa:rollout of 1a2b3c4d by anna (by hand); waited 600 s");
            assertThat(lock.waited()).isFalse();
        }
        assertThat(directory.resolve("docker-compose.yml")).doesNotExist();
    }

    private String mode(String file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve(file)));
    }
}
