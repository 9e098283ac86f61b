package io.cfa.maven.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.cfa.maven.Sampling;
import io.cfa.maven.backup.BackupPart.Kind;
import io.cfa.maven.docker.ComposeProject;
import io.cfa.maven.host.FakeSleeper;
import io.cfa.maven.host.HostContext;
import io.cfa.maven.remote.Command;
import io.cfa.maven.remote.LocalShell;
import io.cfa.maven.remote.RemoteHost;
import io.cfa.maven.rollout.FaultyHost;
import io.cfa.maven.rollout.FaultyHost.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** At every command of a backup and of a restore in turn, something happens; a real shell, tar, lock and files say what that leaves. Volumes are directories. */
@Timeout(1200)
class BackupFaultTest {

    private static final String DOCKER =
            """
            root=%1$s
            volume() { case "$*" in *'--volume minio:'*) echo $root/volumes/minio ;; *) echo $root/volumes/postgres ;; esac; }
            case "$*" in
              'compose stop'*) rm -f $root/up ;;
              'compose up'*) touch $root/up ;;
              'ps --quiet --filter volume='*) [ ! -e $root/up ] || echo somebody ;;
              'ps '*) echo x ;;
              'container inspect'*)
                for f in minio postgres; do
                  echo '{"service":"'$f'","oneoff":"False","name":"/cfa-'$f'-1","image":"sha256:'$f'","mounts":[{"Type":"volume","Name":"'$f'","Destination":"/d"}]}'
                done ;;
              *'du -sk'*) echo '4 /d' ;;
              *--version*) echo 'postgres (PostgreSQL) 17.2' ;;
              *'find /data'*) v=$(volume "$*"); find $v -mindepth 1 -delete; tar -C $v -xzpf - ;;
              *pg_basebackup*) [ ! -e $root/full ] || { head -c 100 /dev/zero; echo 'could not write: No space left on device' >&2; exit 1; }
                tar -C $root/volumes/postgres -czf - PG_VERSION backup_manifest rows ;;
              *'-czf - .'*) tar -C $(volume "$*") -czf - . ;;
              *) echo "not known: $*" >&2; exit 1 ;;
            esac
            """;

    private static int commandsOfABackup;
    private static int commandsOfARestore;

    @TempDir
    Path temp;

    private final List<String> said = new ArrayList<>();
    private final FakeSleeper sleeper = new FakeSleeper();
    private Path root;
    private LocalShell shell;

    @BeforeEach
    void aHost() throws IOException {
        fresh("first");
    }

    private void fresh(String name) throws IOException {
        root = temp.resolve(name);
        Files.createDirectories(root.resolve("srv/.cfa"));
        Files.createDirectories(root.resolve("volumes/minio"));
        Files.createDirectories(root.resolve("volumes/postgres"));
        Files.writeString(root.resolve("volumes/minio/object"), "one");
        Files.writeString(root.resolve("volumes/postgres/PG_VERSION"), "17");
        Files.writeString(root.resolve("volumes/postgres/backup_manifest"), "{}");
        rows("one");
        Files.writeString(root.resolve("up"), "");
        Files.writeString(root.resolve("srv/docker-compose.yml"), "services: {}");
        shell = new LocalShell(Files.createDirectories(root.resolve("bin")));
        shell.program("docker", "bash", DOCKER.formatted(root));
        shell.program("sync", "");
    }

    /** As many for each fault. */
    private int commandsOfABackup() {
        if (commandsOfABackup == 0) {
            FaultyHost whole = new FaultyHost(shell, 0, Fault.NONE);
            backup(whole);
            commandsOfABackup = whole.commands().size();
        }
        assertThat(commandsOfABackup).isBetween(10, 20);
        return commandsOfABackup;
    }

    private int commandsOfARestore() {
        if (commandsOfARestore == 0) {
            BackupId first = backup(shell);
            FaultyHost whole = new FaultyHost(shell, 0, Fault.NONE);
            restore(whole, first);
            commandsOfARestore = whole.commands().size();
        }
        assertThat(commandsOfARestore).isBetween(20, 40);
        return commandsOfARestore;
    }

    @ParameterizedTest
    @EnumSource(names = {"FAILS", "KILLED", "CUT_AFTER"})
    void aBackupThatIsBrokenOffAnywhereLeavesTheOneBeforeAndASecondRunFinishes(Fault fault) throws IOException {
        for (int at : Sampling.of(commandsOfABackup(), 20, fault.toString())) {
            fresh(fault + "-" + at);
            BackupId before = backup(shell);
            rows("two");
            FaultyHost faulty = new FaultyHost(shell, at, fault);
            Throwable failure = catchThrowable(() -> backup(faulty));
            String step = fault + " at " + at + ": " + faulty.commands().get(at - 1);
            if (failure != null && fault == Fault.FAILS) {
                assertThat(failure.getMessage()).as(step).contains("Next: ");
            }
            assertThat(rowsOf(before)).as(step).isEqualTo("one");
            // whatever has the name of a backup is whole
            for (String id : backups()) {
                assertWhole(id);
            }
            assertThat(rowsOf(backup(shell))).as(step).isEqualTo("two");
            try (Stream<Path> left = Files.list(root.resolve("srv/.cfa/backups"))) {
                assertThat(left.filter(path -> path.toString().endsWith(".part")))
                        .as(step)
                        .isEmpty();
            }
        }
    }

    @Test
    void aDiskThatFillsDuringTheDumpMakesNoBackup() throws IOException {
        BackupId before = backup(shell);
        Files.writeString(root.resolve("full"), "");
        assertThat(catchThrowable(() -> backup(shell)))
                .hasMessageStartingWith("could not keep the databases of postgres: ")
                .hasMessageContaining("No space left on device")
                .hasMessageContaining(
                        "Services run on; what was begun lies in .cfa/backups/*.part and goes with the next");
        assertThat(backups()).containsExactly(before.toString());
        assertThat(root.resolve("up")).exists();
    }

    @ParameterizedTest
    @EnumSource(names = {"FAILS", "KILLED", "CUT_AFTER"})
    void aRestoreThatIsBrokenOffAnywhereLosesNothingAndASecondRunFinishes(Fault fault) throws IOException {
        for (int at : Sampling.of(commandsOfARestore(), 20, fault.toString())) {
            fresh(fault + "-" + at);
            BackupId old = backup(shell);
            rows("two");
            FaultyHost faulty = new FaultyHost(shell, at, fault);
            Throwable failure = catchThrowable(() -> restore(faulty, old));
            String step = fault + " at " + at + ": " + faulty.commands().get(at - 1);
            if (failure != null && fault == Fault.FAILS) {
                assertThat(failure.getMessage()).as(step).contains("Next: ");
            }
            restore(shell, old);
            assertThat(root.resolve("volumes/postgres/rows")).as(step).hasContent("one");
            assertThat(root.resolve("volumes/minio/object")).as(step).hasContent("one");
            assertThat(root.resolve("up")).as(step).exists();
            assertThat(backups().stream().map(id -> rowsOf(BackupId.of(id).orElseThrow())))
                    .as(step + ": what was written since the backup is in one of its own")
                    .contains("two");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"manifest.json", "minio.tar.gz", "postgres.base.tar.gz"})
    void whatTheChecksumsDoNotNameIsNotBelieved(String file) throws IOException {
        BackupId old = backup(shell);
        rows("two");
        Path sums = root.resolve("srv").resolve(Backup.directory(old)).resolve("SHA256SUMS");
        Files.writeString(
                sums,
                Files.readString(sums)
                        .lines()
                        .filter(line -> !line.endsWith(file))
                        .collect(Collectors.joining("\n", "", "\n")));
        assertThat(catchThrowable(() -> restore(shell, old)))
                .hasMessageStartingWith("could not read the backup whole, and compare its checksums: ")
                .hasMessageContaining("SHA256SUMS does not name " + file)
                .hasMessageContaining("Nothing was changed. Next: choose another backup; this one was damaged");
        assertThat(root.resolve("up")).exists();
        assertThat(root.resolve("volumes/postgres/rows")).hasContent("two");
    }

    @Test
    void whatSomebodyStartedMeanwhileIsNotWrittenUnder() throws IOException {
        BackupId old = backup(shell);
        rows("two");
        // as when a person types `docker compose up` while everything is stopped
        shell.program(
                "docker",
                "bash",
                DOCKER.formatted(root)
                        .replace("rm -f " + root + "/up", "touch " + root + "/up")
                        .replace("'compose stop'*) rm -f $root/up", "'compose stop'*) touch $root/up"));
        assertThat(catchThrowable(() -> restore(shell, old)))
                .hasMessageStartingWith("could not empty the volume of minio, and fill it from the backup: ")
                .hasMessageContaining(
                        "a container that uses the volume minio was started meanwhile; the volume was not touched")
                .hasMessageContaining("Next: run it again");
        assertThat(root.resolve("volumes/postgres/rows")).hasContent("two");
    }

    private BackupId backup(RemoteHost remote) {
        sleeper.pause(Duration.ofSeconds(1));
        return new Backup(context(remote), new ComposeKept("cfa")).run(keeping(), "anna");
    }

    private void restore(RemoteHost remote, BackupId id) {
        sleeper.pause(Duration.ofSeconds(1));
        new Restore(context(remote), new ComposeKept("cfa"))
                .run(
                        new Restore.Request(
                                Optional.of(id.toString()),
                                true,
                                new ComposeProject(root.resolve("srv").toString(), Map.of()),
                                keeping()),
                        "anna",
                        () -> true);
    }

    private Backup.Request keeping() {
        return new Backup.Request(
                "cfa",
                root.resolve("srv").toString(),
                new TreeMap<>(Map.of("minio", Kind.FILES, "postgres", Kind.POSTGRES)),
                new BackupOptions(Optional.empty(), Retention.EVERYTHING, Duration.ofMinutes(2)));
    }

    private HostContext context(RemoteHost remote) {
        return HostContext.of(remote, sleeper, said::add);
    }

    private void rows(String rows) throws IOException {
        Files.writeString(root.resolve("volumes/postgres/rows"), rows);
    }

    private TreeSet<String> backups() throws IOException {
        try (Stream<Path> all = Files.list(root.resolve("srv/.cfa/backups"))) {
            return all.map(path -> path.getFileName().toString())
                    .filter(name -> BackupId.of(name).isPresent())
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private void assertWhole(String id) {
        assertThat(shell.run(Command.of("sha256sum", "--check", "--quiet", "--strict", "SHA256SUMS")
                                .in(root.resolve("srv/.cfa/backups/" + id).toString()))
                        .exitStatus())
                .isZero();
    }

    private String rowsOf(BackupId id) {
        return shell.run(Command.of("tar", "-xzOf", Backup.directory(id) + "/postgres.base.tar.gz", "rows")
                        .in(root.resolve("srv").toString()))
                .output();
    }
}
