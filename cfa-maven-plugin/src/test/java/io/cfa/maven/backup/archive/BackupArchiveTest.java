package io.cfa.maven.backup.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cfa.maven.host.RolloutException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A backup from elsewhere is read whole, and refused before any host is asked. */
class BackupArchiveTest {

    @TempDir
    Path temp;

    private Path backup;

    @BeforeEach
    void aBackup() {
        backup = ArchiveFixture.in(temp);
    }

    @Test
    void oneThatIsWholeIsRead() {
        BackupArchive read = BackupArchive.read(backup);
        assertThat(read.id()).hasToString(ArchiveFixture.ID);
        assertThat(read.manifest().revision()).contains("1a2b3c4d");
        assertThat(read.checksums().byName()).containsOnlyKeys("manifest.json", "minio.tar.gz", "postgres.base.tar.gz");
    }

    @Test
    void oneThatWasCutOffIsRefused() throws IOException {
        Files.writeString(backup.resolve("minio.tar.gz"), "objec");
        refused("is not as it was made: minio.tar.gz has the SHA-256 ");
    }

    @Test
    void oneThatWasAlteredIsRefused() throws IOException {
        Files.writeString(backup.resolve("postgres.base.tar.gz"), "databaset");
        refused("is not as it was made: postgres.base.tar.gz has the SHA-256 ");
    }

    @Test
    void oneThatLacksAFileIsRefused() throws IOException {
        Files.delete(backup.resolve("minio.tar.gz"));
        refused("holds manifest.json, postgres.base.tar.gz, and its SHA256SUMS names manifest.json, minio.tar.gz,"
                + " postgres.base.tar.gz. Nothing was changed. Next: choose another backup");
        ArchiveFixture.sum(backup);
        refused("has no minio.tar.gz, which its manifest.json names. Nothing was changed. Next: choose another backup");
    }

    @Test
    void oneWithAFileThatNobodyNamesIsRefused() throws IOException {
        Files.writeString(backup.resolve("extra"), "x");
        refused("holds extra, manifest.json, minio.tar.gz, postgres.base.tar.gz, and its SHA256SUMS names ");
    }

    @Test
    void oneWithALinkIsRefused() throws IOException {
        Path elsewhere = Files.writeString(temp.resolve("elsewhere"), "objects");
        Files.delete(backup.resolve("minio.tar.gz"));
        Files.createSymbolicLink(backup.resolve("minio.tar.gz"), elsewhere);
        refused("holds minio.tar.gz, which is no plain file. Nothing was changed. Next: choose another backup");
    }

    @Test
    void oneWhoseChecksumsAreALinkIsRefused() throws IOException {
        Path elsewhere = Files.move(backup.resolve("SHA256SUMS"), temp.resolve("sums"));
        Files.createSymbolicLink(backup.resolve("SHA256SUMS"), elsewhere);
        refused("has no file SHA256SUMS. Nothing was changed. Next: choose another backup");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../../etc/passwd",
                "/etc/passwd",
                "a/b",
                ".hidden",
                "-rf",
                "SHA256SUMS",
                "a b",
                "\u001b[2J",
            })
    void oneWhoseChecksumsNameAnotherPlaceIsRefused(String name) throws IOException {
        Files.writeString(backup.resolve("SHA256SUMS"), "0".repeat(64) + "  " + name + "\n");
        refused("SHA256SUMS has the line \"" + "0".repeat(64));
    }

    @Test
    void oneOfANewerPluginIsRefused() throws IOException {
        manifest(ArchiveFixture.MANIFEST.replace("\"form\":1", "\"form\":2"));
        refused("is of form 2, expected 1. Nothing was changed. Next: use the version of the plugin that made it");
    }

    @Test
    void oneWhoseManifestLeadsElsewhereIsRefused() throws IOException {
        manifest(ArchiveFixture.MANIFEST.replace("\"file\":\"minio.tar.gz\"", "\"file\":\"../minio.tar.gz\""));
        refused("names the file \"../minio.tar.gz\" for minio. Nothing was changed. Next: choose another backup");
    }

    @Test
    void whatIsNoBackupIsRefused() throws IOException {
        Path other = Files.createDirectories(temp.resolve("other"));
        assertThatThrownBy(() -> BackupArchive.read(other))
                .hasMessage("the backup " + other
                        + " has no file SHA256SUMS. Nothing was changed. Next: choose another backup");
        Path file = temp.resolve("file.tar");
        Files.writeString(file, "x");
        assertThatThrownBy(() -> BackupArchive.read(file))
                .hasMessage(
                        "the backup " + file + " is no directory. Nothing was changed. Next: choose another backup");
        Files.writeString(other.resolve("SHA256SUMS"), "");
        assertThatThrownBy(() -> BackupArchive.read(other))
                .hasMessage("the backup " + other
                        + " SHA256SUMS is empty. Nothing was changed. Next: choose another backup");
        Files.writeString(other.resolve("SHA256SUMS"), "x".repeat(Checksums.LARGEST + 1));
        assertThatThrownBy(() -> BackupArchive.read(other))
                .hasMessageContaining(" has a SHA256SUMS of more than 100000 bytes. ");
    }

    @Test
    void oneNameTwiceIsRefused() {
        assertThatThrownBy(() -> Checksums.of(("0".repeat(64) + "  a\n").repeat(2)))
                .hasMessage("SHA256SUMS names a twice. Next: choose another backup");
        assertThat(Checksums.of("0".repeat(64) + " *a\n").byName())
                .isEqualTo(new TreeMap<>(Map.of("a", "0".repeat(64))));
    }

    private void manifest(String text) throws IOException {
        Files.writeString(backup.resolve("manifest.json"), text);
        ArchiveFixture.sum(backup);
    }

    private void refused(String why) {
        assertThatThrownBy(() -> BackupArchive.read(backup))
                .isInstanceOf(RolloutException.class)
                .hasMessageStartingWith("the backup " + backup + " " + why)
                .hasMessageContaining(". Nothing was changed. Next: ");
    }
}
