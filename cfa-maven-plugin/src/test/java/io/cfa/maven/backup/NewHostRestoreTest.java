package io.cfa.maven.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.cfa.maven.Sampling;
import io.cfa.maven.backup.BackupPart.Kind;
import io.cfa.maven.docker.ComposeProject;
import io.cfa.maven.host.FakeSleeper;
import io.cfa.maven.host.HostContext;
import io.cfa.maven.model.Stack;
import io.cfa.maven.model.compose.ComposeFile;
import io.cfa.maven.model.env.EnvFile;
import io.cfa.maven.remote.LocalShell;
import io.cfa.maven.remote.RemoteHost;
import io.cfa.maven.rollout.FaultyHost;
import io.cfa.maven.rollout.FaultyHost.Fault;
import io.cfa.maven.rollout.plan.Step;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A host with nothing but what a sync brings: a real shell, a real lock, real files; a script of a few lines stands for docker, and its volumes are files. */
@Timeout(1200)
class NewHostRestoreTest {

    private static final String ID = "20261129T030000Z";
    private static final SortedMap<String, Kind> KINDS =
            new TreeMap<>(Map.of("minio", Kind.FILES, "postgres", Kind.POSTGRES));
    private static final String DOCKER =
            """
            engine=%1$s/engine
            mkdir -p $engine
            echo "$*" >> %1$s/asked
            case "$*" in
              'compose up --no-start'*) touch $engine/minio $engine/postgres ;;
              'compose up --detach'*) [ -s $engine/postgres ] && touch $engine/up ;;
              'compose stop'*) ;;
              'ps --quiet --filter volume='*) ;;
              'ps '*) cd $engine; for f in minio postgres; do [ ! -e $f ] || echo $f; done ;;
              'volume ls'*) ;;
              'container inspect'*)
                for f in minio postgres; do
                  echo '{"service":"'$f'","oneoff":"False","name":"/cfa-'$f'-1","image":"sha256:'$f'","mounts":[{"Type":"volume","Name":"'$f'","Destination":"/d"}]}'
                done ;;
              *'du -sk'*) echo '4 /d' ;;
              *--version*) echo 'postgres (PostgreSQL) 17.2' ;;
              *'find /data'*) case "$*" in *'--volume minio:/data'*) cat > $engine/minio ;; *) cat > $engine/postgres ;; esac ;;
              *) exit 1 ;;
            esac
            """;

    @TempDir
    Path temp;

    private final List<String> said = new ArrayList<>();
    private Path host;
    private LocalShell shell;

    @BeforeEach
    void aHostThatWasSynced() throws IOException {
        synced("srv");
    }

    private void synced(String name) throws IOException {
        Path root = Files.createDirectories(temp.resolve(name));
        host = Files.createDirectories(root.resolve("cfa"));
        Files.createDirectories(host.resolve("secrets"));
        Files.writeString(host.resolve("docker-compose.yml"), "");
        Files.writeString(host.resolve(".env"), "");
        Files.writeString(host.resolve("secrets/db_password"), "made by the sync");
        shell = new LocalShell(Files.createDirectories(root.resolve("bin")));
        shell.program("docker", DOCKER.formatted(root));
        shell.program("sync", "");
        shell.program("tar", "case \"$*\" in -xzOf*) echo 17 ;; *) exec /bin/tar \"$@\" ;; esac");
    }

    @Test
    void itHasTheBackupsSecretsVolumesAndReleaseLogAndRunsWhatIsNotBuiltHere() throws IOException {
        assertThat(new Restore(context(shell), new ComposeKept("cfa")).isNewHost("cfa"))
                .isTrue();
        restore(shell);
        assertThat(host.resolve("secrets/db_password")).hasContent("old password");
        assertThat(host.resolve(".cfa/secrets-before-" + ID + "/db_password")).hasContent("made by the sync");
        assertThat(engine("minio")).hasContent("objects");
        assertThat(engine("postgres")).hasContent("databases");
        assertThat(host.resolve(".cfa/releases.jsonl")).hasContent("{\"revision\":\"1a2b3c4d\"}");
        assertThat(temp.resolve("srv/asked"))
                .content()
                .contains("compose up --detach --quiet-pull minio postgres\n")
                .doesNotContain("identity", "old password", "b2xkIHBhc3N3b3Jk");
        assertThat(said)
                .contains(
                        "new host: it has nothing of the project cfa",
                        "brought  backup 20261129T030000Z, of release 1a2b3c4d",
                        "put      1 secrets, in the place of those that are there")
                .endsWith(
                        "the data is that of backup 20261129T030000Z. Next: cfa:rollout -Dcfa.revision=1a2b3c4d, then cfa:verify -Dcfa.prove")
                .noneMatch(line -> line.contains("old password") || line.contains("b2xkIHBhc3N3b3Jk"));
        assertThat(new Restore(context(shell), new ComposeKept("cfa")).isNewHost("cfa"))
                .isFalse();
    }

    @Test
    void theDryRunShowsNoSecret() {
        assertThat(restoring(shell).plan(request()).describe()).noneMatch(line -> line.contains("b2xkIHBhc3N3b3Jk"));
        assertThat(restoring(shell).plan(request()).steps())
                .extracting(Step::title)
                .containsExactly(
                        "see that compose and env are there",
                        "put the secrets of the backup in place, what was there to .cfa/secrets-before-20261129T030000Z",
                        "make the containers and volumes of minio, postgres");
    }

    @Test
    void aHostThatWasNotSyncedIsRefusedBeforeAnythingIsTakenThere() throws IOException {
        Files.delete(host.resolve(".env"));
        assertThatThrownBy(() -> restore(shell))
                .hasMessageStartingWith("could not see that compose and env are there: ")
                .hasMessageEndingWith("Nothing was changed. Next: cfa:sync, then run it again");
        assertThat(host.resolve(".cfa/backups")).doesNotExist();
        assertThat(host.resolve("secrets/db_password")).hasContent("made by the sync");
    }

    @Test
    void aBackupOfAnotherStackIsRefused() {
        BackupManifest other = new BackupManifest(BackupId.of(ID).orElseThrow(), "shop", Optional.empty(), List.of());
        assertThatThrownBy(() -> new NewHostRestore.Request(other, new TreeMap<>(), keeping()))
                .hasMessage(
                        "backup 20261129T030000Z is of the project shop, expected cfa. Nothing was changed. Next: choose another backup");
        BackupManifest less = new BackupManifest(
                BackupId.of(ID).orElseThrow(),
                "cfa",
                Optional.of("1a2b3c4d"),
                List.of(new BackupManifest.Part("minio", Kind.FILES, "minio.tar.gz")));
        assertThatThrownBy(() -> new NewHostRestore.Request(less, new TreeMap<>(), keeping()))
                .hasMessage("backup 20261129T030000Z holds {minio=FILES}, and the compose file keeps {minio=FILES,"
                        + " postgres=POSTGRES}. Nothing was changed. Next: check out the release that the backup is of,"
                        + " 1a2b3c4d, and sync it");
    }

    @Test
    void withoutAnAnswerNothingChanges() {
        assertThatThrownBy(() -> restoring(shell).run(request(), "anna", locked -> {}, () -> false))
                .hasMessage("nothing was changed on this machine, as answered. Next: run it again when it shall be");
        assertThat(host.resolve(".cfa")).doesNotExist();
    }

    @ParameterizedTest
    @EnumSource(names = {"FAILS", "KILLED"})
    void whereverItIsBrokenOffASecondRunFinishes(Fault fault) throws IOException {
        FaultyHost whole = new FaultyHost(shell, 0, Fault.NONE);
        restore(whole);
        int commands = whole.commands().size();
        assertThat(commands).isBetween(12, 25);
        int brokenOff = 0;
        for (int at : Sampling.of(commands, 12, fault.toString())) {
            synced(fault + "-" + at);
            FaultyHost faulty = new FaultyHost(shell, at, fault);
            Throwable failure = catchThrowable(() -> restore(faulty));
            brokenOff += failure == null ? 0 : 1;
            String step = fault + " at " + at + ": " + faulty.commands().get(at - 1);
            if (failure != null && fault == Fault.FAILS) {
                assertThat(failure.getMessage()).as(step).contains("Next: ").doesNotContain("b2xkIHBhc3N3b3Jk");
            }
            said.clear();
            restore(shell);
            assertThat(engine("postgres")).as(step).hasContent("databases");
            assertThat(engine("up")).as(step).exists();
            assertThat(host.resolve("secrets/db_password")).as(step).hasContent("old password");
            assertThat(host.resolve(".cfa/secrets-before-" + ID + "/db_password"))
                    .as(step)
                    .hasContent("made by the sync");
        }
        assertThat(brokenOff).isPositive();
    }

    private void restore(RemoteHost remote) {
        restoring(remote).run(request(), "anna", this::take, () -> true);
    }

    /** As the upload does, whose own test has its faults. */
    private void take(HostContext locked) {
        try {
            Path directory = Files.createDirectories(host.resolve(".cfa/backups/" + ID));
            Files.writeString(directory.resolve("manifest.json"), "{}");
            Files.writeString(directory.resolve("minio.tar.gz"), "objects");
            Files.writeString(directory.resolve("postgres.base.tar.gz"), "databases");
            Files.writeString(directory.resolve("releases.jsonl"), "{\"revision\":\"1a2b3c4d\"}");
            shell.run(io.cfa.maven.remote.Command.of(
                            "sh", "-c", "rm -f SHA256SUMS; sha256sum * > ../s && mv ../s SHA256SUMS")
                    .in(directory.toString()));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private NewHostRestore restoring(RemoteHost remote) {
        Stack stack = Stack.of(
                ComposeFile.parse(
                        Path.of("docker-compose.yml"),
                        """
                        name: cfa
                        services:
                          identity: {image: '${REGISTRY_IMAGE}/identity:dev'}
                          minio: {image: 'minio:1', x-cfa: {backup: files}}
                          postgres: {image: 'postgres:17', x-cfa: {backup: postgres}}
                        """),
                EnvFile.parse(Path.of(".env.cfa2"), List.of("REGISTRY_IMAGE=r/cfa")),
                Map.of());
        return new NewHostRestore(context(remote), stack);
    }

    private NewHostRestore.Request request() {
        BackupManifest manifest = new BackupManifest(
                BackupId.of(ID).orElseThrow(),
                "cfa",
                Optional.of("1a2b3c4d"),
                Stream.of(
                                new BackupManifest.Part("minio", Kind.FILES, "minio.tar.gz"),
                                new BackupManifest.Part("postgres", Kind.POSTGRES, "postgres.base.tar.gz"))
                        .toList());
        return new NewHostRestore.Request(
                manifest, new TreeMap<>(Map.of("db_password", "b2xkIHBhc3N3b3Jk")), keeping());
    }

    private Restore.Request keeping() {
        return new Restore.Request(
                Optional.of(ID),
                true,
                new ComposeProject(host.toString(), Map.of()),
                new Backup.Request("cfa", host.toString(), KINDS, BackupOptions.usual()));
    }

    private Path engine(String file) {
        return host.resolveSibling("engine").resolve(file);
    }

    private HostContext context(RemoteHost remote) {
        return HostContext.of(remote, new FakeSleeper(), said::add);
    }
}
