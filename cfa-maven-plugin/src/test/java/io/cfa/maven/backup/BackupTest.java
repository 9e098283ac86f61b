package io.cfa.maven.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cfa.maven.backup.BackupPart.Kind;
import io.cfa.maven.docker.ComposeProject;
import io.cfa.maven.host.RolloutException;
import io.cfa.maven.remote.Command;
import io.cfa.maven.rollout.plan.Plan;
import io.cfa.maven.rollout.plan.Step;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackupTest {

    private static final BackupId NOW = BackupId.of("20261129T030000Z").orElseThrow();
    private static final BackupPart POSTGRES = new BackupPart(
            "postgres", Kind.POSTGRES, "cfa-postgres-1", "cfa_postgres-data", "/var/lib/postgresql/data", "sha256:aa");
    private static final BackupPart MINIO =
            new BackupPart("minio", Kind.FILES, "cfa-minio-1", "cfa_minio-data", "/data", "sha256:bb");
    private static final BackupManifest MANIFEST =
            BackupManifest.of(NOW, "cfa", Optional.of("1a2b3c4d"), List.of(MINIO, POSTGRES));

    @Test
    void aBackupIsWrittenBesideReadAgainAndOnlyThenCalledFinished() {
        Plan plan = plan(found(5_000, 1_000, BackupId.of("20260901T030000Z").orElseThrow()), BackupOptions.usual());
        assertThat(plan.summary())
                .containsExactly(
                        "kept     minio  volume cfa_minio-data as minio.tar.gz",
                        "kept     postgres  volume cfa_postgres-data as postgres.base.tar.gz",
                        "kept     compose, env and what they mount, as bundle.tar.gz",
                        "kept     the release log, as releases.jsonl",
                        "left     secrets: they are in no backup without -Dcfa.withSecrets");
        assertThat(plan.steps())
                .extracting(Step::title)
                .containsExactly(
                        "make the directory of backup 20261129T030000Z",
                        "keep the files of minio",
                        "keep the databases of postgres",
                        "keep compose, env and what they mount",
                        "write what the backup holds",
                        "read it again, write its checksums, and call it finished");
        assertThat(alone(plan.steps().get(1)))
                .isEqualTo(
                        "cd /srv/app && … bash -euo pipefail -c 'umask 077; docker run --rm --network none --user 0 --cap-drop ALL"
                                + " --cap-add DAC_READ_SEARCH --volume \"$2:/data:ro\" --entrypoint tar \"$3\" -C /data -czf - . > \"$1\"' bash"
                                + " .cfa/backups/20261129T030000Z.part/minio.tar.gz cfa_minio-data sha256:aa");
        assertThat(alone(plan.steps().get(2)))
                .startsWith(
                        "cd /srv/app && … bash -euo pipefail -c 'umask 077; docker exec \"$2\" sh -c \"$3\" > \"$1\"' bash"
                                + " .cfa/backups/20261129T030000Z.part/postgres.base.tar.gz cfa-postgres-1 'exec pg_basebackup");
        assertThat(plan.steps())
                .allSatisfy(step -> assertThat(step.stateOnFailure()).startsWith("Services run on;"));
    }

    @Test
    void secretsAreKeptOnlyEncryptedAndTheCertificateStandsOnNoCommandLine() {
        Plan plan = plan(
                found(5_000, 1_000),
                new BackupOptions(
                        Optional.of("-----BEGIN CERTIFICATE-----\nMII\n"), new Retention(7, 4), Duration.ofMinutes(1)));
        assertThat(plan.summary()).contains("kept     secrets, encrypted, as secrets.tar.cms");
        Step secrets = plan.steps().get(4);
        assertThat(secrets.title()).isEqualTo("keep the secrets, encrypted");
        assertThat(secrets.command().line()).contains("openssl cms -encrypt").doesNotContain("MII");
        assertThat(plan.steps().stream().map(step -> step.command().line()).filter(line -> line.contains("-C secrets")))
                .hasSize(1);
        assertThat(plan.steps().get(3).command().line()).contains("--exclude=./secrets");
    }

    @Test
    void whatIsPastItsTimeIsRemovedAfterTheNewOneIsWhole() {
        BackupId[] old = new BackupId[12];
        for (int i = 0; i < old.length; i++) {
            old[i] = BackupId.of("202611" + (10 + i) + "T030000Z").orElseThrow();
        }
        Plan plan = plan(found(5_000, 1_000, old), BackupOptions.usual());
        Step last = plan.steps().get(plan.steps().size() - 1);
        assertThat(last.command())
                .hasToString("cd /srv/app && rm -rf -- .cfa/backups/20261110T030000Z .cfa/backups/20261111T030000Z"
                        + " .cfa/backups/20261112T030000Z .cfa/backups/20261113T030000Z .cfa/backups/20261114T030000Z");
        assertThat(plan.summary()).contains("removed  backup 20261110T030000Z");
    }

    @Test
    void aDiskWithoutRoomIsRefusedBeforeAnythingIsBegun() {
        assertThatThrownBy(() -> plan(found(999_999, 1_500_000), BackupOptions.usual()))
                .isInstanceOf(RolloutException.class)
                .hasMessage("/srv/app/.cfa/backups has 0 MB free, and what is to be kept is 1 MB. Nothing was changed."
                        + " Next: make free disk space, or keep fewer with -Dcfa.keepDaily and -Dcfa.keepWeekly");
    }

    @Test
    void aRestoreReadsTheBackupWholeBeforeAnythingIsStopped() {
        Plan plan = restore(MANIFEST, found(5_000, 1_000), List.of());
        assertThat(plan.summary())
                .containsExactly(
                        "replaced volume cfa_minio-data of minio by that of 2026-11-29T03:00Z, of release 1a2b3c4d",
                        "replaced volume cfa_postgres-data of postgres by that of 2026-11-29T03:00Z, of release 1a2b3c4d");
        assertThat(plan.steps())
                .extracting(Step::title)
                .containsExactly(
                        "read the backup whole, and compare its checksums",
                        "see that postgres is of the version that the backup was made with",
                        "stop all services",
                        "empty the volume of minio, and fill it from the backup",
                        "empty the volume of postgres, and fill it from the backup",
                        "start all services");
        assertThat(plan.steps().subList(0, 2))
                .allSatisfy(step -> assertThat(step.stateOnFailure()).startsWith("Nothing was changed."));
    }

    @Test
    void thePresentStateIsKeptBeforeAnythingIsStopped() {
        Step keep = Step.of("keep what is there", Command.of("true"), "x");
        assertThat(restore(MANIFEST, found(5_000, 1_000), List.of(keep)).steps().get(2))
                .isSameAs(keep);
    }

    @Test
    void aBackupOfAnotherStackIsRefused() {
        BackupManifest foreign = BackupManifest.of(
                NOW,
                "cfa",
                Optional.empty(),
                List.of(POSTGRES, new BackupPart("mysql", Kind.FILES, "c", "v", "/p", "i")));
        assertThatThrownBy(() -> restore(foreign, found(5_000, 1_000), List.of()))
                .hasMessage(
                        "backup 20261129T030000Z holds mysql.tar.gz, and the stack keeps no mysql as FILES. Nothing was changed."
                                + " Next: sync the compose file that the backup was made with; it lies in its bundle.tar.gz");
        assertThatThrownBy(() -> restore(
                        BackupManifest.of(NOW, "cfa", Optional.empty(), List.of(POSTGRES)),
                        found(5_000, 1_000),
                        List.of()))
                .hasMessage(
                        "backup 20261129T030000Z holds nothing of minio. Nothing was changed. Next: choose another backup");
    }

    @Test
    void aManifestIsReadBack() {
        assertThat(BackupManifest.read(MANIFEST.toJson())).isEqualTo(MANIFEST);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
        nonsense | is no JSON. Next: choose another backup
        {"form":2} | is of form 2, expected 1. Next: use the version of the plugin that made it
        {"form":1} | has no id. Next: choose another backup
        {"form":1,"id":"20261129T030000Z","parts":[{"service":"x","kind":"FILES","file":"../x.tar.gz"}]} | names the file "../x.tar.gz" for x. Next: choose another backup
        {"form":1,"id":"20261129T030000Z","parts":[{"service":"x","kind":"FILES","file":"y.tar.gz"}]} | names the file "y.tar.gz" for x. Next: choose another backup
        """)
    void aManifestIsNotBelieved(String text, String message) {
        assertThatThrownBy(() -> BackupManifest.read(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    /** Its line, where it runs under the host's lock of commands. */
    private static String alone(Step step) {
        String line = step.command().line();
        assertThat(line).contains("timeout --kill-after=10 1800 flock /srv/app/.cfa/busy sh -c ");
        return line.replaceFirst("timeout .*? sh (?=bash )", "… ");
    }

    private static Plan plan(ObservedBackups found, BackupOptions options) {
        return new BackupPlanner("/srv/app", options, new ComposeKept("cfa")).plan(found, MANIFEST);
    }

    private static Plan restore(BackupManifest manifest, ObservedBackups found, List<Step> before) {
        ComposeProject project = new ComposeProject("/srv/app", Map.of());
        return new RestorePlanner(project, Duration.ofMinutes(1), new ComposeKept("cfa"))
                .plan(manifest, found, project.stop(), before);
    }

    private static ObservedBackups found(long free, long data, BackupId... ids) {
        return new ObservedBackups(List.of(MINIO, POSTGRES), List.of(ids), free, data);
    }
}
