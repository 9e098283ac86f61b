package io.cfa.maven.backup;

import io.cfa.maven.backup.BackupPart.Kind;
import io.cfa.maven.docker.ComposeProject;
import io.cfa.maven.host.RolloutException;
import io.cfa.maven.host.lock.HostCommandLock;
import io.cfa.maven.remote.Command;
import io.cfa.maven.rollout.plan.Plan;
import io.cfa.maven.rollout.plan.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Makes the plan of a restore: the backup is read whole before anything is stopped, then the volumes are emptied and filled, and everything is started.
 * Asks and changes nothing itself.
 */
public final class RestorePlanner {

    private static final String UNTOUCHED = "Nothing was changed.";

    private final ComposeProject project;
    private final Duration limit;
    private final Step last;

    /** Plans for a project, whose services are all started at the end; a step may take so long. */
    public RestorePlanner(ComposeProject project, Duration limit, KeptStack stack) {
        this(project, limit, stack.start(project));
    }

    /** The same, with another end. */
    RestorePlanner(ComposeProject project, Duration limit, Step last) {
        this.project = project;
        this.limit = limit;
        this.last = last;
    }

    /**
     * The plan. A volume is filled under the host's lock of commands: one that was cut off goes on to its end, and is not joined by another.
     *
     * @param stop how everything is stopped
     * @param before what keeps the present state, where that is wanted
     * @throws RolloutException if the backup and the stack do not fit
     */
    public Plan plan(BackupManifest backup, ObservedBackups found, Command stop, List<Step> before) {
        Map<String, BackupPart> there = new TreeMap<>();
        found.parts().forEach(part -> there.put(part.service(), part));
        for (BackupManifest.Part part : backup.parts()) {
            BackupPart now = there.remove(part.service());
            if (now == null || now.kind() != part.kind()) {
                throw new RolloutException(
                        "backup " + backup.id() + " holds " + part.file() + ", and the stack keeps no "
                                + part.service() + " as " + part.kind() + ". " + UNTOUCHED
                                + " Next: sync the compose file that the backup was made with; it lies in its bundle.tar.gz");
            }
        }
        if (!there.isEmpty()) {
            throw new RolloutException("backup " + backup.id() + " holds nothing of "
                    + String.join(", ", there.keySet()) + ". " + UNTOUCHED + " Next: choose another backup");
        }
        List<String> summary = new ArrayList<>();
        found.parts()
                .forEach(part -> summary.add("replaced volume " + part.volume() + " of " + part.service()
                        + " by that of " + backup.id().time() + "Z"
                        + backup.revision()
                                .map(revision -> ", of release " + revision)
                                .orElse("")));
        return new Plan(summary, steps(backup, found.parts(), stop, before));
    }

    private List<Step> steps(BackupManifest backup, List<BackupPart> parts, Command stop, List<Step> before) {
        String directory = ObservedBackups.DIRECTORY + "/" + backup.id();
        List<Step> steps = new ArrayList<>();
        steps.add(Step.of(
                "read the backup whole, and compare its checksums",
                Command.of(
                                "sh",
                                "-c",
                                // what they do not name, they do not vouch for
                                "cd \"$1\" && shift && for f; do cut -c 67- SHA256SUMS | grep -qxF -- \"$f\" || { echo \"SHA256SUMS does not name $f\" >&2; exit 1; }; done"
                                        + " && sha256sum --check --quiet --strict SHA256SUMS",
                                "sh",
                                directory,
                                BackupManifest.FILE)
                        .with(backup.parts().stream()
                                .map(BackupManifest.Part::file)
                                .toArray(String[]::new))
                        .in(project.directory())
                        .within(limit),
                UNTOUCHED + " Next: choose another backup; this one was damaged"));
        parts.stream()
                .filter(part -> part.kind() == Kind.POSTGRES)
                .forEach(
                        part -> steps.add(
                                Step.of(
                                        "see that " + part.service()
                                                + " is of the version that the backup was made with",
                                        Command.of(
                                                        "sh",
                                                        "-c",
                                                        "was=$(tar -xzOf \"$1\" PG_VERSION) && is=$(docker run --rm --network none --entrypoint postgres \"$2\" --version) || exit;"
                                                                + " case $is in *\" $was.\"*) ;; *) echo \"the backup is of PostgreSQL $was, the image is $is\" >&2; exit 1 ;; esac",
                                                        "sh",
                                                        directory + "/" + part.file(),
                                                        part.image())
                                                .in(project.directory())
                                                .within(limit),
                                        UNTOUCHED
                                                + " Next: name in the compose file the version that the backup was made with, and sync it")));
        steps.addAll(before);
        steps.add(
                Step.of(
                        "stop all services",
                        HostCommandLock.toItsEnd(project.directory(), stop),
                        "Some services are stopped, no data was changed. Next: run it again, or `docker compose up --detach` on the host"));
        parts.forEach(part -> steps.add(Step.of(
                "empty the volume of " + part.service() + ", and fill it from the backup",
                HostCommandLock.toItsEnd(
                        project.directory(),
                        Command.of(
                                        "bash",
                                        "-euo",
                                        "pipefail",
                                        "-c",
                                        "[ -z \"$(docker ps --quiet --filter \"volume=$2\")\" ] || { echo \"a container that uses the volume $2 was started meanwhile; the volume was not touched\" >&2; exit 1; };"
                                                + " docker run --rm --interactive --network none --user 0 --cap-drop ALL --cap-add CHOWN --cap-add FOWNER --cap-add DAC_OVERRIDE"
                                                + " --volume \"$2:/data\" --entrypoint sh \"$3\" -euc 'find /data -mindepth 1 -delete; tar -C /data -xzpf -' < \"$1\"",
                                        "bash",
                                        directory + "/" + part.file(),
                                        part.volume(),
                                        tools(parts).orElse(part.image()))
                                .in(project.directory())
                                .within(limit)),
                "All services are stopped, and the volume " + part.volume() + " is not whole. Next: run it again")));
        steps.add(last);
        return steps;
    }

    private static Optional<String> tools(List<BackupPart> parts) {
        return parts.stream()
                .filter(part -> part.kind() == Kind.POSTGRES)
                .map(BackupPart::image)
                .findFirst();
    }
}
