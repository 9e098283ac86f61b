package io.cfa.maven.rollout.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cfa.maven.host.FakeSleeper;
import io.cfa.maven.host.HostContext;
import io.cfa.maven.host.RolloutException;
import io.cfa.maven.host.lock.DeployLock;
import io.cfa.maven.host.lock.LockOwner;
import io.cfa.maven.model.Bundle;
import io.cfa.maven.model.TextBundle;
import io.cfa.maven.remote.Command;
import io.cfa.maven.remote.LocalShell;
import io.cfa.maven.remote.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The commands of a sync, run by a real shell in a directory of this machine; compose itself is asked in the sandbox. */
class SyncTest {

    private static final String COMPOSE = "name: cfa\nservices: {}\n";

    @TempDir
    Path temp;

    private final List<String> progress = new ArrayList<>();
    private final FakeSleeper sleeper = new FakeSleeper();
    private LocalShell host;
    private Path directory;
    private boolean answer = true;

    private static final List<String> SAID_BY_THE_FIRST = new ArrayList<>();

    @TempDir
    static Path synced;

    /** What most tests begin with is made once, and copied. */
    @BeforeAll
    static void aHostThatIsSynced() throws IOException {
        LocalShell shell = new LocalShell(synced.resolve("bin")).program("docker", "exit 0");
        new Sync(HostContext.of(shell, new FakeSleeper(), SAID_BY_THE_FIRST::add))
                .run(bundle(COMPOSE), synced.resolve("srv cfa").toString(), () -> true);
    }

    private void isSynced() {
        Command copy = Command.of("cp", "-a", synced.resolve("srv cfa").toString(), directory.toString());
        assertThat(host.run(copy).error()).isEmpty();
        progress.addAll(SAID_BY_THE_FIRST);
        sleeper.pause(Duration.ofSeconds(1));
    }

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
        return TextBundle.of(files, List.of("secrets/db_password", "secrets/redis_password"));
    }

    private void sync(Bundle bundle) {
        try {
            new Sync(HostContext.of(host, sleeper, progress::add)).run(bundle, directory.toString(), () -> answer);
        } finally {
            sleeper.pause(Duration.ofSeconds(1));
        }
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
        assertThat(Files.readSymbolicLink(directory.resolve(".cfa/bundle"))).hasToString("bundles/20261124T000000Z");
        assertThat(Files.readSymbolicLink(directory.resolve("keycloak"))).hasToString(".cfa/bundle/keycloak");
        assertThat(directory.resolve(".cfa/backup")).isEmptyDirectory();
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
    void aSecondRunHasNothingToDo() throws IOException {
        isSynced();
        progress.clear();
        sync(bundle(COMPOSE));
        assertThat(Files.readSymbolicLink(directory.resolve(".cfa/bundle"))).hasToString("bundles/20261124T000000Z");
        assertThat(progress).containsExactly("nothing to do: " + directory + " has this bundle already");
    }

    @Test
    void aChangedFileIsReplacedTheOldOneIsKeptAndSecretsStay() throws IOException {
        isSynced();
        String secret = Files.readString(directory.resolve("secrets/db_password"));
        Files.delete(directory.resolve("secrets/redis_password"));
        sync(bundle(COMPOSE + "# new\n"));
        assertThat(directory.resolve("docker-compose.yml")).hasContent(COMPOSE + "# new\n");
        assertThat(directory.resolve(".cfa/backup/20261124T000001Z/docker-compose.yml"))
                .hasContent(COMPOSE);
        assertThat(directory.resolve("secrets/db_password")).hasContent(secret);
        assertThat(directory.resolve("secrets/redis_password")).isNotEmptyFile();
        assertThat(progress).contains("changed  docker-compose.yml", "made     secrets/redis_password");
    }

    @Test
    void aBundleThatComposeRefusesLeavesTheOldOne() throws IOException {
        isSynced();
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
    void aChangedFileIsShownAsADifferenceFromTheHostToTheRepository() {
        isSynced();
        progress.clear();
        sync(bundle(COMPOSE + "# new\n"));
        assertThat(progress.subList(0, 7))
                .containsExactly(
                        "changed  docker-compose.yml",
                        "--- host/docker-compose.yml",
                        "+++ repository/docker-compose.yml",
                        "@@ -1,2 +1,3 @@",
                        " name: cfa",
                        " services: {}",
                        "+# new");
    }

    @Test
    void whereTheHostCannotCompareTheFileIsNamedAndBrought() throws IOException {
        isSynced();
        progress.clear();
        host.program("diff", "echo 'diff: out of memory' >&2; exit 2");
        sync(bundle(COMPOSE + "# new\n"));
        assertThat(progress).contains("changed  docker-compose.yml", "how is not known: diff: out of memory");
        assertThat(directory.resolve("docker-compose.yml")).hasContent(COMPOSE + "# new\n");
    }

    @Test
    void withoutApprovalNothingIsChanged() {
        isSynced();
        answer = false;
        assertThatThrownBy(() -> sync(bundle(COMPOSE + "# new\n")))
                .isInstanceOf(RolloutException.class)
                .hasMessage("nothing was changed in " + directory
                        + " of this machine, as answered. Next: run it again when it shall be");
        assertThat(directory.resolve("docker-compose.yml")).hasContent(COMPOSE);
        assertThat(directory.resolve(".cfa/bundles").toFile().list()).containsExactly("20261124T000000Z");
    }

    @Test
    void whereNothingWouldChangeNobodyIsAsked() {
        isSynced();
        answer = false;
        sync(bundle(COMPOSE));
        assertThat(progress).endsWith("nothing to do: " + directory + " has this bundle already");
    }

    /** The program that fails, at which call of it, and the step that says so; the lock makes the first calls of mkdir and cat. */
    @ParameterizedTest
    @CsvSource({
        "mkdir, 2, make room for the new bundle",
        "mkdir, 3, make room for the new bundle",
        "cat, 2, upload .env.cfa2",
        "cat, 4, upload keycloak/realm-cfa.json",
        "docker, 1, check the new bundle with the host's own compose",
        "base64, 1, make the secrets that are missing",
        "ln, 1, put the new bundle in place",
        "mv, 2, put the new bundle in place",
        "mv, 3, put the new bundle in place"
    })
    void whateverFailsLeavesTheOldBundleAndASecondRunMendsIt(String program, int call, String step) throws IOException {
        isSynced();
        Files.delete(directory.resolve("secrets/db_password"));
        Bundle next = next();
        failing(program, call);
        assertThatThrownBy(() -> sync(next))
                .isInstanceOf(RolloutException.class)
                .hasMessageStartingWith("could not " + step);
        assertThat(directory.resolve("docker-compose.yml")).hasContent(COMPOSE);
        assertThat(directory.resolve(".env.cfa2")).hasContent("TAG=dev\n");
        assertThat(directory.resolve("keycloak/realm-cfa.json")).hasContent("{\"realm\": \"cfa — ЦФА\"}\n");
        assertThat(directory.resolve("postgres/init.sh")).doesNotExist();
        assertThat(Files.readSymbolicLink(directory.resolve(".env"))).hasToString(".env.cfa2");
        Files.delete(temp.resolve("bin/" + program));
        host.program("docker", "exit 0");
        sync(next);
        assertThat(directory.resolve("docker-compose.yml")).hasContent(COMPOSE + "# new\n");
        assertThat(directory.resolve("postgres/init.sh")).hasContent("true\n");
        assertThat(directory.resolve("secrets/db_password")).isNotEmptyFile();
    }

    private static Bundle next() {
        TreeMap<String, String> files = new TreeMap<>();
        TextBundle.texts(bundle(COMPOSE)).forEach((file, text) -> files.put(file, text + "# new\n"));
        files.put("postgres/init.sh", "true\n");
        return TextBundle.of(files, bundle(COMPOSE).secrets());
    }

    /** Puts a program in the place of the machine's own that fails once. */
    private void failing(String program, int call) throws IOException {
        host.program(
                program,
                "echo >> " + temp + "/calls; [ $(wc -l < " + temp + "/calls) != " + call + " ] || exit 1\n"
                        + "PATH=${PATH#*:}; " + (program.equals("docker") ? "exit 0" : "exec " + program + " \"$@\""));
    }

    @Test
    void aDirectoryThatDockerMadeInThePlaceOfAFileIsMovedAside() throws IOException {
        Files.createDirectories(directory.resolve("keycloak/realm-cfa.json"));
        sync(bundle(COMPOSE));
        assertThat(directory.resolve("keycloak/realm-cfa.json")).isRegularFile();
        assertThat(directory.resolve(".cfa/backup/20261124T000000Z/keycloak/realm-cfa.json"))
                .isDirectory();
    }

    @Test
    void aPersonsOwnEnvIsKeptAsideBeforeTheLinkTakesItsPlace() throws IOException {
        Files.createDirectories(directory);
        Files.writeString(directory.resolve(".env"), "TAG=mine\n");
        sync(bundle(COMPOSE));
        assertThat(directory.resolve(".cfa/backup/20261124T000000Z/.env")).hasContent("TAG=mine\n");
        assertThat(Files.readSymbolicLink(directory.resolve(".env"))).hasToString(".env.cfa2");
    }

    @Test
    void aHostFromBeforeGetsLinksThoughItsFilesAreTheSame() throws IOException {
        isSynced();
        asBeforeThereWereLinks();
        progress.clear();
        sync(bundle(COMPOSE));
        assertThat(progress.subList(0, 3))
                .containsExactly(
                        "link     .env.cfa2 -> .cfa/bundle/.env.cfa2",
                        "link     docker-compose.yml -> .cfa/bundle/docker-compose.yml",
                        "link     keycloak -> .cfa/bundle/keycloak");
        assertThat(directory.resolve("keycloak")).isSymbolicLink();
        assertThat(directory.resolve(".cfa/backup/20261124T000001Z/docker-compose.yml"))
                .hasContent(COMPOSE);
        progress.clear();
        sync(bundle(COMPOSE));
        assertThat(progress).containsExactly("nothing to do: " + directory + " has this bundle already");
    }

    private void asBeforeThereWereLinks() {
        Result result = host.run(Command.of(
                "sh",
                "-c",
                "cp -RL \"$1\" \"$2\" && rm -rf \"$2/.cfa\" \"$2/.env\" && ln -s .env.cfa2 \"$2/.env\""
                        + " && rm -rf \"$1\" && mv \"$2\" \"$1\"",
                "sh",
                directory.toString(),
                temp + "/plain"));
        assertThat(result.error()).isEmpty();
    }

    @Test
    void anEditThroughTheLinkAndOneInItsPlaceAreSeenAndReplacedAndKept() throws IOException {
        isSynced();
        for (String option : List.of("--follow-symlinks", "--expression=")) {
            progress.clear();
            edit(option, "s/dev/mine/", ".env.cfa2");
            sync(bundle(COMPOSE));
            assertThat(progress).contains("changed  .env.cfa2", "-TAG=mine", "+TAG=dev");
            assertThat(directory.resolve(".env")).hasContent("TAG=dev\n");
            assertThat(directory.resolve(".env.cfa2")).isSymbolicLink();
        }
        assertThat(directory.resolve(".cfa/backup/20261124T000001Z/.env.cfa2")).hasContent("TAG=mine\n");
        assertThat(directory.resolve(".cfa/backup/20261124T000002Z/.env.cfa2")).hasContent("TAG=mine\n");
    }

    private void edit(String option, String script, String file) {
        Command sed = Command.of("sed", "-i", option).with("--expression=" + script, file);
        assertThat(host.run(sed.in(directory.toString())).succeeded()).isTrue();
    }

    @Test
    void whatTheRepositoryDoesNotHaveStaysAndIsSaid() throws IOException {
        sync(next());
        Files.writeString(directory.resolve("keycloak/theme.css"), "mine");
        Files.writeString(directory.resolve("notes.txt"), "mine");
        sync(bundle(COMPOSE));
        assertThat(progress)
                .contains(
                        "stays    keycloak/theme.css, which the repository does not have",
                        "stays    postgres/init.sh, which the repository does not have");
        assertThat(directory.resolve("keycloak/theme.css")).hasContent("mine");
        assertThat(directory.resolve("postgres/init.sh")).hasContent("true\n");
        assertThat(directory.resolve("notes.txt")).isRegularFile();
        progress.clear();
        sync(bundle(COMPOSE));
        assertThat(progress).hasSize(3).startsWith("nothing to do: " + directory + " has this bundle already");
    }

    @Test
    void whatWasBegunAndNeverInForceIsRemovedByTheNextRun() throws IOException {
        isSynced();
        host.program("docker", "exit 15");
        assertThatThrownBy(() -> sync(next())).isInstanceOf(RolloutException.class);
        host.program("docker", "exit 0");
        sync(next());
        sync(bundle(COMPOSE));
        assertThat(directory.resolve(".cfa/bundles").toFile().list())
                .containsExactlyInAnyOrder("20261124T000000Z", "20261124T000002Z", "20261124T000003Z");
        assertThat(directory.resolve(".cfa/backup").toFile().list())
                .containsExactlyInAnyOrder("20261124T000002Z", "20261124T000003Z");
    }

    @Test
    void twoRunsOfOneSecondDoNotWriteIntoWhatIsInForce() {
        isSynced();
        assertThatThrownBy(() -> new Sync(HostContext.of(host, new FakeSleeper(), progress::add))
                        .run(next(), directory.toString(), () -> true))
                .hasMessageContaining(".cfa/bundles/20261124T000000Z is active or in a backup already");
        assertThat(directory.resolve("docker-compose.yml")).hasContent(COMPOSE);
    }

    @Test
    void filesOfTheBundleDoNotLieWhereTheSecretsDo() {
        TreeMap<String, String> files = new TreeMap<>(TextBundle.texts(bundle(COMPOSE)));
        files.put("secrets/readme", "x");
        assertThatThrownBy(() -> sync(TextBundle.of(files, List.of("secrets/db_password"))))
                .isInstanceOf(RolloutException.class)
                .hasMessageStartingWith(
                        "secrets/readme of the bundle would lie in " + directory + "/secrets, which is");
    }

    @Test
    void aDirectoryThatCannotBeMadeIsNamedWithTheNextStep() throws IOException {
        Files.createFile(directory);
        assertThatThrownBy(() -> sync(bundle(COMPOSE)))
                .hasMessage("this machine:" + directory
                        + "/.cfa cannot be written. Next: give the user the directory, as root: install -d -o"
                        + " USER " + directory + " " + directory + "/.cfa && chown -R USER " + directory
                        + "/.cfa, and check that its disk is neither full nor read-only");
    }

    @Test
    void aSyncAndARolloutWaitForEachOther() {
        LockOwner other = new LockOwner("x", "cfa:rollout of 1a2b3c4d", "anna", "by hand", Instant.EPOCH);
        try (DeployLock lock = DeployLock.take(
                HostContext.of(host, new FakeSleeper(), progress::add), directory.toString(), other, Duration.ZERO)) {
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
