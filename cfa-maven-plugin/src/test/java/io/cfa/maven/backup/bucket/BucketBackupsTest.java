package io.cfa.maven.backup.bucket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.cfa.maven.Sampling;
import io.cfa.maven.backup.BackupId;
import io.cfa.maven.backup.Retention;
import io.cfa.maven.backup.archive.ArchiveFixture;
import io.cfa.maven.backup.archive.BackupArchive;
import io.cfa.maven.backup.archive.HostBackup;
import io.cfa.maven.host.HostContext;
import io.cfa.maven.host.RolloutException;
import io.cfa.maven.host.Sleeper;
import io.cfa.maven.remote.LocalShell;
import io.cfa.maven.remote.RemoteHost;
import io.cfa.maven.rollout.FaultyHost;
import io.cfa.maven.rollout.FaultyHost.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Backups go from a host to a real server of S3, and from there to a directory. */
@Timeout(600)
class BucketBackupsTest {

    private static final BackupId ID = BackupId.of(ArchiveFixture.ID).orElseThrow();
    private static final Retention SEVEN = new Retention(7, 4);
    private static final String PLACE = "s3://cfa-backups/nightly/cfa2";

    @TempDir
    Path temp;

    private final S3Server server = S3Server.empty();
    private final List<String> said = new ArrayList<>();
    private Bucket bucket = new Bucket(server.access(PLACE));
    private Path host;
    private LocalShell shell;

    @BeforeEach
    void aHost() throws IOException {
        host = Files.createDirectories(temp.resolve("srv"));
        shell = new LocalShell(Files.createDirectories(temp.resolve("bin")));
    }

    @AfterEach
    void end() {
        bucket.close();
    }

    @Test
    void whatIsTakenThereComesBackTheSame() throws IOException {
        Path there = ArchiveFixture.in(host.resolve(".cfa/backups"));
        byte[] large = new byte[PartedUpload.PART + PartedUpload.PART / 2];
        new Random(11).nextBytes(large);
        Files.write(there.resolve("postgres.base.tar.gz"), large);
        ArchiveFixture.sum(there);
        keep(shell);
        assertThat(server.keys())
                .containsExactly(
                        key("SHA256SUMS"), key("manifest.json"), key("minio.tar.gz"), key("postgres.base.tar.gz"));
        BackupArchive brought = download(ID);
        assertThat(brought.manifest().revision()).contains("1a2b3c4d");
        assertThat(Files.mismatch(
                        there.resolve("postgres.base.tar.gz"),
                        brought.directory().resolve("postgres.base.tar.gz")))
                .isEqualTo(-1);
        backups(shell).list();
        keep(shell);
        assertThat(said)
                .containsExactly(
                        "took 20261129T030000Z to " + PLACE + ": 12.6 MB",
                        PLACE + " holds 20261129T030000Z (12.6 MB)",
                        "20261129T030000Z lies in " + PLACE + " already");
    }

    @Test
    void aBucketWithoutAPrefixServesToo() throws IOException {
        ArchiveFixture.in(host.resolve(".cfa/backups"));
        bucket.close();
        bucket = new Bucket(server.access("s3://cfa-backups"));
        backups(shell).list();
        keep(shell);
        assertThat(server.keys()).contains(ArchiveFixture.ID + "/SHA256SUMS");
        download(ID);
        assertThat(said).startsWith("s3://cfa-backups holds no backup");
    }

    @ParameterizedTest
    @EnumSource(names = {"FAILS", "KILLED"})
    void oneThatIsBrokenOffAtAnyCommandIsNoneAndTheNextFinishes(Fault fault) throws IOException {
        ArchiveFixture.in(host.resolve(".cfa/backups"));
        FaultyHost whole = new FaultyHost(shell, 0, Fault.NONE);
        keep(whole);
        assertThat(whole.commands()).hasSize(7);
        for (int at : Sampling.of(7, 4, "bucket " + fault)) {
            S3Server.empty();
            FaultyHost faulty = new FaultyHost(shell, at, fault);
            assertThat(catchThrowable(() -> keep(faulty)))
                    .as(fault + " at " + at)
                    .isNotNull();
            assertThat(server.keys()).doesNotContain(key("SHA256SUMS"));
            assertThat(catchThrowable(() -> download(ID))).isInstanceOf(RolloutException.class);
            keep(shell);
            download(ID);
        }
    }

    /** The network goes after some of the bytes; what was sent of a part is not counted, as it differs by what sockets hold. */
    @ParameterizedTest
    @ValueSource(ints = {200, 3_000, 3_000_000})
    void oneThatLosesTheStorageIsNoneAndTheNextFinishes(int bytes) throws IOException {
        Path there = ArchiveFixture.in(host.resolve(".cfa/backups"));
        Files.write(there.resolve("postgres.base.tar.gz"), new byte[PartedUpload.PART + 1]);
        ArchiveFixture.sum(there);
        try (CutConnection cut = new CutConnection(server.url(), bytes);
                Bucket broken = new Bucket(cut.access(PLACE))) {
            assertThatThrownBy(() -> new BucketBackups(context(shell), broken, "cfa")
                            .keep(new HostBackup(context(shell), host.toString(), ID), SEVEN))
                    .isInstanceOf(RolloutException.class)
                    .hasMessageStartingWith("the backup was not taken to " + PLACE + ": it could not ")
                    .hasMessageContaining(". The backup on the host is whole. Next: ")
                    .hasMessageNotContaining("secret");
        }
        assertThat(server.keys()).doesNotContain(key("SHA256SUMS"));
        keep(shell);
        download(ID);
    }

    @Test
    void whatTheHostGivesAlteredIsNone() throws IOException {
        Path there = ArchiveFixture.in(host.resolve(".cfa/backups"));
        Files.writeString(there.resolve("minio.tar.gz"), "object");
        assertThatThrownBy(() -> keep(shell))
                .hasMessageStartingWith(
                        "the backup was not taken to " + PLACE + ": minio.tar.gz came from the host with the SHA-256 ")
                .hasMessageEndingWith(". The backup on the host is whole. Next: run it again");
        assertThat(server.keys()).doesNotContain(key("SHA256SUMS"));
    }

    @Test
    void anotherBackupOfItsNameStays() throws IOException {
        ArchiveFixture.in(host.resolve(".cfa/backups"));
        Path there = put(ArchiveFixture.ID, "cfa-test");
        String refused = "the backup was not taken to " + PLACE + ": it holds another backup 20261129T030000Z."
                + " The backup on the host is whole. Next: give each stack a prefix of its own, then run it again";
        assertThatThrownBy(() -> keep(shell)).hasMessage(refused);
        Files.delete(there.resolve("SHA256SUMS"));
        assertThatThrownBy(() -> keep(shell))
                .as("one that another project is about to take there")
                .hasMessage(refused);
    }

    @Test
    void onlyWholeOnesOfTheProjectAreListed() throws IOException {
        put("20261101T030000Z", "cfa");
        put("20261102T030000Z", "other");
        Files.delete(put("20261103T030000Z", "cfa").resolve("SHA256SUMS"));
        Files.delete(put("20261104T030000Z", "cfa").resolve("minio.tar.gz"));
        Files.writeString(put("20261105T030000Z", "cfa").resolve("more.tar.gz"), "x");
        Files.writeString(put("20261106T030000Z", "cfa").resolve("manifest.json"), "{}");
        Files.createDirectories(place().resolve("20261107T030000Z"));
        Files.writeString(place().resolve("20261107T030000Z/notes"), "x");
        backups(shell).list();
        assertThat(said).containsExactly(PLACE + " holds 20261101T030000Z (0.0 MB)");
    }

    @Test
    void whatIsPastItsTimeAndOursGoesAndNothingElse() throws IOException {
        ArchiveFixture.in(host.resolve(".cfa/backups"));
        put("20260101T030000Z", "cfa");
        put("20260102T030000Z", "other");
        Files.delete(put("20260103T030000Z", "cfa").resolve("SHA256SUMS"));
        Files.delete(put("20260104T030000Z", "other").resolve("SHA256SUMS"));
        Files.delete(put("20260105T030000Z", "cfa").resolve("minio.tar.gz"));
        Files.delete(put("20261129T020000Z", "cfa").resolve("SHA256SUMS"));
        Files.createDirectories(place().resolve("somebodys"));
        Files.writeString(place().resolve("somebodys/SHA256SUMS"), "x");
        Files.writeString(server.bucket().resolve("elsewhere"), "x");
        new BucketBackups(context(shell), bucket, "cfa")
                .keep(new HostBackup(context(shell), host.toString(), ID), new Retention(1, 1));
        assertThat(said)
                .containsExactly(
                        "took 20261129T030000Z to " + PLACE + ": 0.0 MB",
                        "removed 20260101T030000Z from " + PLACE,
                        "removed what was left of 20260103T030000Z from " + PLACE);
        assertThat(server.keys())
                .noneMatch(key -> key.contains("20260101T") || key.contains("20260103T"))
                .anyMatch(key -> key.contains("20260102T030000Z/SHA256SUMS"))
                .anyMatch(key -> key.contains("20260104T030000Z/manifest.json"))
                .anyMatch(key -> key.contains("20260105T030000Z/SHA256SUMS"))
                .anyMatch(key -> key.contains("20261129T020000Z/manifest.json"))
                .anyMatch(key -> key.endsWith("somebodys/SHA256SUMS"))
                .contains("elsewhere");
    }

    @Test
    void partsThatNobodyCompletedGoWhenTheyAreOursAndADayOld() throws IOException {
        ArchiveFixture.in(host.resolve(".cfa/backups"));
        Files.delete(put("20260103T030000Z", "cfa").resolve("SHA256SUMS"));
        put("20260104T030000Z", "other");
        Files.delete(put("20261129T020000Z", "cfa").resolve("SHA256SUMS"));
        for (String id : List.of("20260103T030000Z", "20260104T030000Z", "20261129T020000Z")) {
            try (S3Connection connection = new S3Connection(server.access(PLACE))) {
                connection.client().createMultipartUpload(request -> request.bucket(S3Server.BUCKET)
                        .key("nightly/cfa2/" + id + "/postgres.base.tar.gz"));
            }
        }
        keep(shell);
        assertThat(bucket.unfinished("nightly/"))
                .extracting(UnfinishedUpload::key)
                .containsExactlyInAnyOrder(
                        "nightly/cfa2/20260104T030000Z/postgres.base.tar.gz",
                        "nightly/cfa2/20261129T020000Z/postgres.base.tar.gz");
    }

    @Test
    void aRemovalThatWasCutOffGoesOn() throws IOException {
        put("20260101T030000Z", "cfa");
        List<BucketBackup> found =
                List.of(BucketBackup.of(bucket, BackupId.of("20260101T030000Z").orElseThrow()));
        new BucketRetention(bucket, "cfa", said::add)
                .run(found, new Retention(1, 0), Instant.parse("2026-01-01T04:00:00Z"));
        assertThat(server.keys()).as("the newest stays").hasSize(4);
        Files.delete(place().resolve("20260101T030000Z/SHA256SUMS"));
        Files.delete(place().resolve("20260101T030000Z/minio.tar.gz"));
        ArchiveFixture.in(host.resolve(".cfa/backups"));
        keep(shell);
        assertThat(said).endsWith("removed what was left of 20260101T030000Z from " + PLACE);
    }

    @Test
    void whatWasAlteredInTheBucketIsRefused() throws IOException {
        Files.writeString(put("20261101T030000Z", "cfa").resolve("minio.tar.gz"), "0bjects");
        BackupId id = BackupId.of("20261101T030000Z").orElseThrow();
        assertThatThrownBy(() -> download(id))
                .hasMessageStartingWith("the backup 20261101T030000Z was not brought from " + PLACE
                        + ": it is not as it was made: minio.tar.gz has the SHA-256 ")
                .hasMessageEndingWith(". Nothing was changed. Next: choose another backup");
    }

    @Test
    void whatIsNotThereOrNotWholeIsRefusedWithThoseThatAre() throws IOException {
        put("20261101T030000Z", "cfa");
        put("20261102T030000Z", "cfa");
        Files.delete(put("20261103T030000Z", "cfa").resolve("SHA256SUMS"));
        assertThatThrownBy(() -> download(ID))
                .hasMessage("the backup 20261129T030000Z was not brought from " + PLACE
                        + ": it is not there; there are: 20261101T030000Z, 20261102T030000Z. Nothing was changed."
                        + " Next: choose one that is whole");
        assertThatThrownBy(() -> download(BackupId.of("20261103T030000Z").orElseThrow()))
                .hasMessage("the backup 20261103T030000Z was not brought from " + PLACE
                        + ": it is not whole, as an upload that was broken off; whole are: 20261101T030000Z, 20261102T030000Z."
                        + " Nothing was changed. Next: choose one that is whole");
    }

    private String key(String name) {
        return "nightly/cfa2/" + ArchiveFixture.ID + "/" + name;
    }

    private Path place() {
        return server.bucket().resolve("nightly/cfa2");
    }

    /** Puts a whole one there behind the server's back. */
    private Path put(String id, String project) throws IOException {
        Path made = ArchiveFixture.in(temp.resolve("made"));
        Files.writeString(
                made.resolve("manifest.json"),
                ArchiveFixture.MANIFEST
                        .replace(ArchiveFixture.ID, id)
                        .replace("\"project\":\"cfa\"", "\"project\":\"" + project + "\""));
        ArchiveFixture.sum(made);
        Files.createDirectories(place());
        return Files.move(made, place().resolve(id), StandardCopyOption.ATOMIC_MOVE);
    }

    private void keep(RemoteHost from) {
        backups(from).keep(new HostBackup(context(from), host.toString(), ID), SEVEN);
    }

    private BucketBackups backups(RemoteHost from) {
        return new BucketBackups(context(from), bucket, "cfa");
    }

    private BackupArchive download(BackupId id) throws IOException {
        return new BucketDownload(bucket).run(id, Files.createTempDirectory(temp, "brought"));
    }

    private HostContext context(RemoteHost remote) {
        return HostContext.of(remote, new Clock(), said::add);
    }

    /** Half an hour after the backup. */
    private static final class Clock implements Sleeper {

        @Override
        public Instant now() {
            return Instant.parse("2026-11-29T03:30:00Z");
        }

        @Override
        public void pause(Duration duration) {
            throw new IllegalStateException("nothing waits");
        }
    }
}
