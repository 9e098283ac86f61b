package io.cfa.maven.mojo;

import static org.assertj.core.api.Assertions.assertThat;

import io.cfa.maven.backup.bucket.S3Server;
import io.cfa.maven.mojo.data.BackupMojo;
import io.cfa.maven.mojo.data.RestoreMojo;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.maven.api.plugin.testing.InjectMojo;
import org.apache.maven.api.plugin.testing.MojoTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@MojoTest
class BackupMojoTest extends GoalFixture {

    private static final String NOTHING_KEPT = "no service of the compose file says how it is kept; expected"
            + " `x-cfa: {backup: postgres}` or `x-cfa: {backup: files}`. Nothing was changed. Next: add it and sync";

    BackupMojoTest() {
        super("backup");
    }

    @Test
    @InjectMojo(goal = "backup")
    void itsParametersHaveDefaults(BackupMojo goal) {
        assertThat(parameters(goal))
                .isEqualTo(Map.of(
                        "allowInsecure", "false",
                        "backupTimeout", "1800",
                        "bundleDirectory", "bundle",
                        "dryRun", "false",
                        "keepDaily", "7",
                        "keepWeekly", "4",
                        "remoteDirectory", host.directory().toString(),
                        "skip", "false"));
    }

    @Test
    @InjectMojo(goal = "restore")
    void thoseOfARestoreToo(RestoreMojo goal) {
        assertThat(parameters(goal))
                .isEqualTo(Map.of(
                        "allowInsecure", "false",
                        "assumeYes", "false",
                        "backupTimeout", "1800",
                        "bundleDirectory", "bundle",
                        "dryRun", "false",
                        "keepPresent", "true",
                        "remoteDirectory", host.directory().toString(),
                        "skip", "false",
                        "startTimeout", "300"));
    }

    @Test
    @Tag(PIPELINE)
    @InjectMojo(goal = "backup")
    void aStackThatSaysOfNothingThatItIsKeptIsForTheUser(BackupMojo goal) throws Exception {
        assertThat(failureOf(goal)).isEqualTo(NOTHING_KEPT);
    }

    @Test
    @Tag(PIPELINE)
    @InjectMojo(goal = "restore")
    void neitherIsAnythingRestored(RestoreMojo goal) throws Exception {
        assertThat(failureOf(goal)).isEqualTo(NOTHING_KEPT);
    }

    @Test
    @Tag(PIPELINE)
    @InjectMojo(goal = "backup")
    void aKeyInThePlaceOfACertificateNeverComesToTheHost(BackupMojo goal) throws Exception {
        keepPostgres();
        Path key = Files.writeString(clone.resolve("key.pem"), "-----BEGIN PRIVATE KEY-----\nMIIsecret\n");
        set(goal, "withSecrets", new File(key.toString()));
        assertThat(failureOf(goal))
                .startsWith(key
                        + " has a private key in it, which must not come to the host; expected a file that begins with"
                        + " -----BEGIN CERTIFICATE-----. Nothing was changed. Next: make one with `openssl req -x509")
                .doesNotContain("MIIsecret");
    }

    @Test
    @Tag(PIPELINE)
    @InjectMojo(goal = "restore")
    void aBackupFromElsewhereIsReadBeforeTheHostIsAsked(RestoreMojo goal) throws Exception {
        Path none = clone.resolve("20261129T030000Z");
        set(goal, "archive", none.toString());
        assertThat(failureOf(goal))
                .isEqualTo("the backup " + none + " is no directory. Nothing was changed. Next: choose another backup");
    }

    @Test
    @Tag(PIPELINE)
    @InjectMojo(goal = "restore")
    void secretsArePutOnANewHostAlone(RestoreMojo goal) throws Exception {
        set(goal, "secretsKey", clone.resolve("backup.key").toFile());
        assertThat(failureOf(goal))
                .startsWith("-Dcfa.secretsKey puts secrets on a new host, with -Dcfa.archive; ")
                .endsWith(" has its own, or no backup was named. Nothing was changed. Next: leave it away");
    }

    @Test
    @Tag(PIPELINE)
    @InjectMojo(goal = "backup")
    void aBucketWithoutAKeyIsForTheUserBeforeAnythingIsMade(BackupMojo goal) throws Exception {
        set(goal, "archiveBucket", "s3://cfa-backups");
        assertThat(failureOf(goal))
                .isEqualTo(
                        "a bucket was named, and the environment has no AWS_ACCESS_KEY_ID and no AWS_SECRET_ACCESS_KEY."
                                + " Nothing was changed. Next: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, in a pipeline as"
                                + " masked variables");
    }

    @Test
    @Tag(PIPELINE)
    @InjectMojo(goal = "backup")
    void aBucketIsReadBeforeAnythingIsMade(BackupMojo goal) throws Exception {
        environment(S3Server.KEY);
        environment(Map.of("AWS_SECRET_ACCESS_KEY", "hunter2"));
        keepPostgres();
        set(goal, "archiveBucket", "s3://cfa-backups");
        set(goal, "s3Endpoint", S3Server.empty().url());
        assertThat(failureOf(goal))
                .contains(" says that the secret key is not that of the access key. Nothing was changed. ")
                .doesNotContain("hunter2");
        assertThat(host.directory().resolve(".cfa/backups")).doesNotExist();
    }

    @Test
    @Tag(PIPELINE)
    @InjectMojo(goal = "restore")
    void aBackupInABucketIsReadBeforeTheHostIsAsked(RestoreMojo goal) throws Exception {
        environment(S3Server.KEY);
        set(goal, "archive", "s3://cfa-backups/cfa2/20261129T030000Z");
        set(goal, "s3Endpoint", S3Server.empty().url());
        assertThat(failureOf(goal))
                .isEqualTo(
                        "the backup 20261129T030000Z was not brought from s3://cfa-backups/cfa2: it is not there; there are:"
                                + " none. Nothing was changed. Next: choose one that is whole");
        set(goal, "archive", "s3://cfa-backups/cfa2");
        assertThat(failureOf(goal))
                .startsWith("s3://cfa-backups/cfa2 is the address of no backup, expected one that ends");
    }

    private void keepPostgres() throws IOException {
        Path compose = clone.resolve("bundle/docker-compose.yml");
        Files.writeString(
                compose,
                Files.readString(compose).replaceFirst("(?m)^(  postgres:\\n)", "$1    x-cfa: {backup: postgres}\n"));
    }
}
