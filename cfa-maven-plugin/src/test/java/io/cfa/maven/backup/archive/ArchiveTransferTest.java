package io.cfa.maven.backup.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.cfa.maven.backup.BackupId;
import io.cfa.maven.backup.Retention;
import io.cfa.maven.host.FakeSleeper;
import io.cfa.maven.host.HostContext;
import io.cfa.maven.remote.LocalShell;
import io.cfa.maven.remote.RemoteHost;
import io.cfa.maven.rollout.FaultyHost;
import io.cfa.maven.rollout.FaultyHost.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Backups go to and from a directory of this machine by its own shell. */
@Timeout(300)
class ArchiveTransferTest {

    private static final BackupId ID = BackupId.of(ArchiveFixture.ID).orElseThrow();
    private static final Retention SEVEN = new Retention(7, 4);

    @TempDir
    Path temp;

    private final List<String> said = new ArrayList<>();
    private Path host;
    private Path here;
    private LocalShell shell;

    @BeforeEach
    void aHost() throws IOException {
        host = Files.createDirectories(temp.resolve("srv"));
        here = temp.resolve("here");
        shell = new LocalShell(Files.createDirectories(temp.resolve("bin")));
    }

    @Test
    void whatIsBroughtIsTheSameAndForItsOwnerAlone() throws IOException {
        Path there = ArchiveFixture.largeIn(host.resolve(".cfa/backups"));
        assertThat(download(shell)).isEqualTo(here.resolve(ArchiveFixture.ID));
        assertThat(Files.mismatch(
                        there.resolve("postgres.base.tar.gz"),
                        here.resolve(ArchiveFixture.ID).resolve("postgres.base.tar.gz")))
                .isEqualTo(-1);
        BackupArchive.read(here.resolve(ArchiveFixture.ID));
        assertThat(said).containsExactly("brought 20261129T030000Z to " + here + ": 3.2 MB");
        try (Stream<Path> files = Files.list(here.resolve(ArchiveFixture.ID))) {
            assertThat(files).hasSize(4).allSatisfy(file -> assertThat(
                            PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------"));
        }
    }

    @Test
    void whatIsPastItsTimeHereGoesOnceTheNewOneIsWhole() throws IOException {
        ArchiveFixture.in(host.resolve(".cfa/backups"));
        Files.createDirectories(here.resolve("20200101T000000Z"));
        Files.createDirectories(here.resolve("somebodys"));
        new ArchiveDownload(context(shell), host.toString(), here).run(ID, new Retention(1, 1));
        assertThat(here.resolve("20200101T000000Z")).doesNotExist();
        assertThat(here.resolve("somebodys")).exists();
    }

    @Test
    void whatComesAlteredIsNoBackupHere() throws IOException {
        Path there = ArchiveFixture.in(host.resolve(".cfa/backups"));
        Files.writeString(there.resolve("minio.tar.gz"), "object");
        assertThatThrownBy(() -> download(shell))
                .hasMessageStartingWith("the backup was not brought here: minio.tar.gz came with the SHA-256 ")
                .hasMessageEndingWith(". The backup on the host is whole. Next: run it again");
        assertThat(here.resolve(ArchiveFixture.ID)).doesNotExist();
    }

    @Test
    void aHostThatNamesAnotherPlaceWritesNothingHere() throws IOException {
        Path there = ArchiveFixture.in(host.resolve(".cfa/backups"));
        Files.writeString(there.resolve("SHA256SUMS"), "0".repeat(64) + "  ../../evil\n");
        assertThatThrownBy(() -> download(shell)).hasMessageContaining("expected a SHA-256 and a plain file name");
        assertThat(temp.resolve("evil")).doesNotExist();
    }

    @ParameterizedTest
    @EnumSource(names = {"FAILS", "KILLED"})
    void aDownloadThatIsBrokenOffAnywhereLeavesNothingThatLooksWholeAndASecondOneFinishes(Fault fault) {
        ArchiveFixture.in(host.resolve(".cfa/backups"));
        FaultyHost whole = new FaultyHost(shell, 0, Fault.NONE);
        download(whole);
        int commands = whole.commands().size();
        assertThat(commands).isEqualTo(7);
        for (int at = 1; at <= commands; at++) {
            here = temp.resolve(fault + "-" + at);
            FaultyHost faulty = new FaultyHost(shell, at, fault);
            assertThat(catchThrowable(() -> download(faulty)))
                    .as(fault + " at " + at)
                    .isNotNull();
            assertThat(here.resolve(ArchiveFixture.ID)).doesNotExist();
            BackupArchive.read(download(shell));
            assertThat(here.resolve(ArchiveFixture.ID + ".part")).doesNotExist();
        }
    }

    @Test
    void whatIsTakenToAHostIsTheSameThere() {
        BackupArchive archive = BackupArchive.read(ArchiveFixture.largeIn(here));
        upload(shell, archive);
        assertThat(BackupArchive.read(host.resolve(".cfa/backups/" + ArchiveFixture.ID))
                        .checksums())
                .isEqualTo(archive.checksums());
        assertThat(said).containsExactly("took backup 20261129T030000Z to the host: 3.2 MB");
        upload(shell, archive);
        assertThat(said).endsWith("backup 20261129T030000Z lies on the host already");
    }

    @Test
    void anotherBackupOfTheSameNameStays() throws IOException {
        BackupArchive archive = BackupArchive.read(ArchiveFixture.in(here));
        Path there = ArchiveFixture.in(host.resolve(".cfa/backups"));
        Files.writeString(there.resolve("minio.tar.gz"), "others");
        ArchiveFixture.sum(there);
        assertThatThrownBy(() -> upload(shell, archive))
                .hasMessage(
                        "the backup was not taken to this machine: it has another backup .cfa/backups/20261129T030000Z."
                                + " No service was touched. Next: move that away, as it is not the one that is restored");
        assertThat(there.resolve("minio.tar.gz")).hasContent("others");
    }

    @Test
    void aHostWithoutRoomIsRefusedBeforeAByteIsTaken() throws IOException {
        shell.program("df", "echo fs 1 2 6000 3 /");
        BackupArchive archive = BackupArchive.read(ArchiveFixture.largeIn(here));
        assertThatThrownBy(() -> upload(shell, archive))
                .hasMessage(
                        "the backup was not taken to this machine: it has 6 MB free, and the backup is 3 MB, expected"
                                + " twice that. No service was touched. Next: make free disk space there");
        assertThat(host.resolve(".cfa/backups")).doesNotExist();
    }

    @ParameterizedTest
    @EnumSource(names = {"FAILS", "KILLED"})
    void anUploadThatIsBrokenOffAnywhereIsNoBackupThereAndASecondOneFinishes(Fault fault) {
        BackupArchive archive = BackupArchive.read(ArchiveFixture.in(here));
        FaultyHost whole = new FaultyHost(shell, 0, Fault.NONE);
        upload(whole, archive);
        int commands = whole.commands().size();
        assertThat(commands).isEqualTo(11);
        for (int at = 1; at <= commands; at++) {
            host = temp.resolve(fault + "-" + at);
            assertThat(host.toFile().mkdirs()).isTrue();
            FaultyHost faulty = new FaultyHost(shell, at, fault);
            assertThat(catchThrowable(() -> upload(faulty, archive)))
                    .as(fault + " at " + at)
                    .isNotNull();
            assertThat(host.resolve(".cfa/backups/" + ArchiveFixture.ID)).doesNotExist();
            upload(shell, archive);
            BackupArchive.read(host.resolve(".cfa/backups/" + ArchiveFixture.ID));
        }
    }

    private Path download(RemoteHost from) {
        return new ArchiveDownload(context(from), host.toString(), here).run(ID, SEVEN);
    }

    private void upload(RemoteHost to, BackupArchive archive) {
        new ArchiveUpload(context(to), host.toString()).run(archive);
    }

    private HostContext context(RemoteHost remote) {
        return HostContext.of(remote, new FakeSleeper(), said::add);
    }
}
