package io.cfa.maven.rollout.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import io.cfa.maven.docker.ComposeProject;
import io.cfa.maven.remote.Command;
import io.cfa.maven.remote.LocalShell;
import io.cfa.maven.remote.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The program as it runs on a host, with a shell script in the place of docker. */
@Timeout(300)
class RehearsalProgramTest {

    private static final String ID = "20261129T170000Z";

    @TempDir
    Path temp;

    private Path host;
    private LocalShell shell;
    private RehearsalProgram program;

    @BeforeEach
    void aHostWithTheProgram() throws IOException {
        host = temp.resolve("host");
        // as the lock of a rollout leaves it
        Files.createDirectories(host.resolve(".cfa"));
        shell = new LocalShell(temp.resolve("bin"));
        docker("case \"$1 $2\" in 'ps '*|'network '*|'image '*) ;; *) exit 1 ;; esac");
        program = new RehearsalProgram(new ComposeProject(host.toString(), Map.of()), "cfa");
        Result installed = shell.run(program.install("").command());
        assertThat(installed.error()).isEmpty();
        assertThat(installed.exitStatus()).isZero();
    }

    @Test
    void aDumpThatCannotBeReadAgainIsNoDump() throws IOException {
        docker(
                "case \"$*\" in *pg_database_size*) echo 1000 ;; *pg_dump*) echo torn ;; *pg_restore*) echo 'not an archive' >&2; exit 1 ;; info*) echo / ;; esac");
        Result dumped = call("dump", ".cfa/dumps/" + ID + ".part/identity.dump", "p", "identity");
        assertThat(dumped.exitStatus()).isEqualTo(1);
        assertThat(dumped.error()).contains("not an archive");
        assertThat(host.resolve(".cfa/dumps/" + ID + ".part/identity.dump")).doesNotExist();
    }

    @Test
    void aDumpThatDoesNotEndWellIsNoDump() throws IOException {
        docker("case \"$*\" in *pg_database_size*) echo 1000 ;; *pg_dump*) echo half; exit 1 ;; info*) echo / ;; esac");
        assertThat(call("dump", ".cfa/dumps/" + ID + ".part/identity.dump", "p", "identity")
                        .exitStatus())
                .isEqualTo(1);
        assertThat(host.resolve(".cfa/dumps/" + ID + ".part/identity.dump")).doesNotExist();
    }

    @Test
    void aDatabaseThatHasNoRoomIsNotDumped() throws IOException {
        docker("case \"$*\" in *pg_database_size*) echo 900000000000000 ;; info*) echo / ;; *pg_dump*) touch "
                + temp.resolve("dumped") + " ;; esac");
        Result dumped = call("dump", ".cfa/dumps/" + ID + ".part/identity.dump", "p", "identity");
        assertThat(dumped.exitStatus()).isEqualTo(1);
        assertThat(dumped.error()).contains("the database identity has 900000000 MB; free are");
        assertThat(temp.resolve("dumped")).doesNotExist();
    }

    @Test
    void aDumpIsForItsOwnerAloneAndHasItsChecksum() throws IOException {
        docker("case \"$*\" in *pg_database_size*) echo 1000 ;; *pg_dump*) echo rows ;; info*) echo / ;; esac");
        assertThat(call("dump", ".cfa/dumps/" + ID + ".part/identity.dump", "p", "identity")
                        .exitStatus())
                .isZero();
        assertThat(call("keep", ID, "5", "10000").exitStatus()).isZero();
        Path dump = host.resolve(".cfa/dumps/" + ID + "/identity.dump");
        assertThat(dump).hasContent("rows\n");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(dump)))
                .isEqualTo("rw-------");
        assertThat(dump.resolveSibling("SHA256SUMS")).content().endsWith("  identity.dump\n");
        // a lost connection has it run once more
        assertThat(call("keep", ID, "5", "10000").exitStatus()).isZero();
    }

    @Test
    void theOldestDumpsGoAndNothingElse() throws IOException {
        for (int day = 1; day <= 7; day++) {
            Files.createDirectories(host.resolve(".cfa/dumps/2026110" + day + "T000000Z"));
        }
        Files.createDirectories(host.resolve(".cfa/dumps/somebodys"));
        Files.createDirectories(host.resolve(".cfa/dumps/" + ID + ".part"));
        Files.writeString(host.resolve(".cfa/dumps/" + ID + ".part/a.dump"), "rows");
        assertThat(call("keep", ID, "3", "10000").exitStatus()).isZero();
        try (Stream<Path> left = Files.list(host.resolve(".cfa/dumps"))) {
            assertThat(left.map(path -> path.getFileName().toString()))
                    .containsExactlyInAnyOrder(ID, "20261107T000000Z", "20261106T000000Z", "somebodys");
        }
    }

    @Test
    void aRestoreThatFailsGivesTheDatabaseItsNameBack() throws IOException {
        Path dumps = Files.createDirectories(host.resolve(".cfa/dumps/" + ID));
        Files.writeString(dumps.resolve("identity.dump"), "torn");
        Path asked = temp.resolve("asked");
        // psql sees the database that stands aside from the second question on
        docker("case \"$*\" in *psql*) q=$(cat); echo \"$q\" >> " + asked
                + "; case $q in *'from pg_database'*) [ $(grep -c 'from pg_database' " + asked
                + ") = 1 ] || echo 1 ;; esac ;; *pg_restore*) echo 'end of file' >&2; exit 1 ;; esac");
        assertThat(shell.run(program.query("restore", ".cfa/dumps/" + ID, "identity", "p", "identity"))
                        .exitStatus())
                .as("without checksums it is not begun")
                .isNotZero();
        assertThat(asked).doesNotExist();
        Files.writeString(
                dumps.resolve("SHA256SUMS"),
                "c02ca5b37ff2eb0ca30bb5e08fcf9e5a8f6fbb5ffa9fbf3c4ed1bb3b5ef2b1aa  identity.dump\n");
        assertThat(call("restore", ".cfa/dumps/" + ID, "identity", "p", "identity")
                        .exitStatus())
                .isEqualTo(1);
        assertThat(asked).doesNotExist();
        shell.program("sha256sum", "exit 0");
        assertThat(call("restore", ".cfa/dumps/" + ID, "identity", "p", "identity")
                        .exitStatus())
                .isEqualTo(1);
        assertThat(Files.readAllLines(asked))
                .endsWith(
                        "drop database if exists :\"live\" with (force); alter database :\"aside\" rename to :\"live\";");
        assertThat(Files.readAllLines(asked)).contains("alter database :\"live\" rename to :\"aside\"");
    }

    private Result call(String... arguments) {
        List<String> argv = program.call(Duration.ofMinutes(2), arguments).argv();
        return shell.run(Command.of("bash", RehearsalProgram.FILE)
                .with(argv.subList(argv.indexOf(RehearsalProgram.FILE) + 1, argv.size())
                        .toArray(String[]::new))
                .in(host.toString()));
    }

    private void docker(String script) throws IOException {
        shell.program("docker", script);
    }
}
