package io.cfa.maven.backup;

import io.cfa.maven.backup.BackupPart.Kind;
import io.cfa.maven.host.RolloutException;
import io.cfa.maven.host.lock.HostCommandLock;
import io.cfa.maven.remote.Command;
import io.cfa.maven.remote.Secret;
import io.cfa.maven.rollout.plan.Plan;
import io.cfa.maven.rollout.plan.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Makes the plan of a backup: each part is written into a directory that is called {@code .part} until all of it is there, was read again, and has
 * its checksums. Services keep running. Asks and changes nothing itself.
 */
public final class BackupPlanner {

    /** The release log, as it is called in a backup and below {@code .cfa}. */
    static final String RELEASES = "releases.jsonl";

    private static final String UNFINISHED = "Services run on; what was begun lies in " + ObservedBackups.DIRECTORY
            + "/*.part and goes with the next backup.";

    /** One stream of all databases at one moment, with the log that makes it whole; psql's environment names the user. */
    private static final String BASE_BACKUP =
            "exec pg_basebackup --pgdata=- --format=tar --wal-method=fetch --gzip --checkpoint=fast --no-password --username=\"${POSTGRES_USER:-postgres}\"";

    private final String directory;
    private final BackupOptions options;
    private final KeptStack stack;

    /** Plans for a directory of compose and env of a stack. */
    public BackupPlanner(String directory, BackupOptions options, KeptStack stack) {
        this.directory = directory;
        this.options = options;
        this.stack = stack;
    }

    /**
     * The plan.
     *
     * @throws RolloutException if the disk has no room for it
     */
    public Plan plan(ObservedBackups found, BackupManifest manifest) {
        if (found.freeBytes() < found.dataBytes()) {
            throw new RolloutException(
                    directory + "/" + ObservedBackups.DIRECTORY + " has " + mega(found.freeBytes())
                            + " free, and what is to be kept is " + mega(found.dataBytes())
                            + ". Nothing was changed. Next: make free disk space, or keep fewer with -Dcfa.keepDaily and -Dcfa.keepWeekly");
        }
        List<String> summary = new ArrayList<>();
        found.parts()
                .forEach(part ->
                        summary.add("kept     " + part.service() + "  volume " + part.volume() + " as " + part.file()));
        summary.add("kept     compose, env and what they mount, as bundle.tar.gz");
        summary.add("kept     the release log, as " + RELEASES);
        summary.add(
                options.certificate().isPresent()
                        ? "kept     secrets, encrypted, as secrets.tar.cms"
                        : "left     secrets: they are in no backup without -Dcfa.withSecrets");
        List<BackupId> expired = options.retention()
                .expired(Stream.concat(found.ids().stream(), Stream.of(manifest.id()))
                        .toList());
        expired.forEach(id -> summary.add("removed  backup " + id));
        return new Plan(summary, steps(found.parts(), manifest, expired));
    }

    private List<Step> steps(List<BackupPart> parts, BackupManifest manifest, List<BackupId> expired) {
        String part = ObservedBackups.DIRECTORY + "/" + manifest.id() + ".part";
        List<Step> steps = new ArrayList<>();
        steps.add(step(
                "make the directory of backup " + manifest.id(),
                "umask 077; mkdir -p \"$1\" && for old in \"$1\"/*.part; do [ \"$old\" = \"$2\" ] || rm -rf \"$old\"; done && mkdir -p \"$2\"",
                ObservedBackups.DIRECTORY,
                part));
        String tools = parts.stream()
                .filter(each -> each.kind() == Kind.POSTGRES)
                .map(BackupPart::image)
                .findFirst()
                .orElse("");
        parts.forEach(
                each -> steps.add(each.kind() == Kind.POSTGRES ? databases(each, part) : files(each, part, tools)));
        steps.add(step(
                "keep compose, env and what they mount",
                "umask 077; " + stack.copyOfTheLog()
                        + " tar -chzf \"$1/bundle.tar.gz\" --exclude=./.cfa --exclude=./secrets .",
                part));
        options.certificate().ifPresent(certificate -> steps.add(secrets(part, certificate)));
        steps.add(Step.of(
                "write what the backup holds",
                Command.of("sh", "-c", "umask 077; cat > \"$1\"", "sh", part + "/" + BackupManifest.FILE)
                        .in(directory)
                        .stdin(Secret.of(manifest.toJson())),
                UNFINISHED));
        // grep reads to the end, or tar would die of a pipe that nobody reads
        steps.add(new Step(
                "read it again, write its checksums, and call it finished",
                bash(
                                "umask 077; [ -d \"$2\" ] || { cd \"$1\"; for f in *.gz; do gzip --test \"$f\"; done;"
                                        + " for f in *.base.tar.gz; do [ ! -e \"$f\" ] || tar -tzf \"$f\" | grep -x backup_manifest >/dev/null; done;"
                                        + " sha256sum -- * > ../SHA256SUMS.new; mv ../SHA256SUMS.new SHA256SUMS; sync; cd - >/dev/null; mv \"$1\" \"$2\"; }",
                                part,
                                ObservedBackups.DIRECTORY + "/" + manifest.id())
                        .within(options.limit()),
                result -> Optional.empty(),
                UNFINISHED));
        if (!expired.isEmpty()) {
            steps.add(Step.of(
                    "remove the backups that are past their time",
                    Command.of("rm", "-rf", "--")
                            .with(expired.stream()
                                    .map(id -> ObservedBackups.DIRECTORY + "/" + id)
                                    .toArray(String[]::new))
                            .in(directory)
                            .within(Duration.ofMinutes(5)),
                    "The new backup is whole; some of the old ones are left. Next: run it again"));
        }
        return steps;
    }

    private Step databases(BackupPart each, String part) {
        return new Step(
                "keep the databases of " + each.service(),
                alone(
                        "umask 077; docker exec \"$2\" sh -c \"$3\" > \"$1\"",
                        part + "/" + each.file(),
                        each.container(),
                        BASE_BACKUP),
                result -> Optional.empty(),
                UNFINISHED + " Next: see cfa:logs of " + each.service());
    }

    /** With the tar of an image that is there anyway, as that of the service itself may have none. */
    private Step files(BackupPart each, String part, String tools) {
        return new Step(
                "keep the files of " + each.service(),
                alone(
                        "umask 077; docker run --rm --network none --user 0 --cap-drop ALL --cap-add DAC_READ_SEARCH --volume \"$2:/data:ro\""
                                + " --entrypoint tar \"$3\" -C /data -czf - . > \"$1\"",
                        part + "/" + each.file(),
                        each.volume(),
                        tools.isEmpty() ? each.image() : tools),
                result -> Optional.empty(),
                UNFINISHED);
    }

    /** Who has the key to the certificate can read them, and nobody on the host, nor whoever gets hold of the backup. */
    private Step secrets(String part, String certificate) {
        return Step.of(
                "keep the secrets, encrypted",
                bash(
                                "umask 077; cat > \"$1/certificate.pem\"; tar -C secrets -cf - . | openssl cms -encrypt -binary -aes-256-cbc -outform DER"
                                        + " -out \"$1/secrets.tar.cms\" \"$1/certificate.pem\"",
                                part)
                        .stdin(Secret.of(certificate)),
                UNFINISHED
                        + " Next: check that the host has openssl, and that the file of -Dcfa.withSecrets is a certificate in PEM");
    }

    private Step step(String title, String script, String... arguments) {
        return Step.of(
                title,
                Command.of("sh", "-c", script, "sh")
                        .with(arguments)
                        .in(directory)
                        .within(options.limit()),
                UNFINISHED);
    }

    /** One that was cut off goes on to its end, and none writes the same file beside it. */
    private Command alone(String script, String... arguments) {
        return HostCommandLock.toItsEnd(directory, bash(script, arguments).within(options.limit()));
    }

    /** A pipe is as good as its worst program. */
    private Command bash(String script, String... arguments) {
        return Command.of("bash", "-euo", "pipefail", "-c", script, "bash")
                .with(arguments)
                .in(directory);
    }

    private static String mega(long bytes) {
        return bytes / 1_000_000 + " MB";
    }
}
