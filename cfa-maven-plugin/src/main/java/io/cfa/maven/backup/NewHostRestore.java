package io.cfa.maven.backup;

import io.cfa.maven.host.HostContext;
import io.cfa.maven.host.RolloutException;
import io.cfa.maven.host.lock.DeployLock;
import io.cfa.maven.host.lock.HostCommandLock;
import io.cfa.maven.host.lock.LockOwner;
import io.cfa.maven.host.lock.ReconnectingRemote;
import io.cfa.maven.model.Service;
import io.cfa.maven.model.Stack;
import io.cfa.maven.remote.Command;
import io.cfa.maven.remote.Secret;
import io.cfa.maven.rollout.execute.PlanExecutor;
import io.cfa.maven.rollout.plan.Plan;
import io.cfa.maven.rollout.plan.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Brings a backup to a host that has nothing of the project yet: its secrets, its volumes, its release log; starts what is not built here. The rollout
 * of the release that ran is for {@code cfa:rollout}, which has the registry's login.
 */
public final class NewHostRestore {

    private static final String NOTHING_RUNS = "Nothing of the project runs on the host.";
    private static final Duration LIMIT = Duration.ofMinutes(1);

    private final HostContext context;
    private final Stack stack;

    /** Restores one host. */
    public NewHostRestore(HostContext context, Stack stack) {
        this.context = context;
        this.stack = stack;
    }

    /**
     * What is brought there.
     *
     * @param manifest of the backup
     * @param secrets  in base64, by name; those of the host stay where empty
     * @param restore  the project, and what is kept of it
     */
    public record Request(BackupManifest manifest, SortedMap<String, String> secrets, Restore.Request restore) {

        /**
         * Checks.
         *
         * @throws RolloutException if the backup is of another project or has not the parts that the compose file has
         */
        public Request {
            if (!manifest.project().equals(restore.keeping().project())) {
                throw new RolloutException(
                        "backup " + manifest.id() + " is of the project " + manifest.project() + ", expected "
                                + restore.keeping().project() + ". Nothing was changed. Next: choose another backup");
            }
            SortedMap<String, BackupPart.Kind> kept = manifest.parts().stream()
                    .collect(Collectors.toMap(
                            BackupManifest.Part::service,
                            BackupManifest.Part::kind,
                            (one, other) -> one,
                            java.util.TreeMap::new));
            if (!kept.equals(restore.keeping().kinds())) {
                throw new RolloutException("backup " + manifest.id() + " holds " + kept
                        + ", and the compose file keeps "
                        + restore.keeping().kinds()
                        + ". Nothing was changed. Next: check out the release that the backup is of"
                        + manifest.revision().map(commit -> ", " + commit).orElse("") + ", and sync it");
            }
        }
    }

    /** What is done before the host can be looked at as any other. */
    public Plan plan(Request request) {
        List<String> summary = new ArrayList<>();
        summary.add("new host: it has nothing of the project " + stack.projectName());
        summary.add("brought  backup " + request.manifest().id()
                + request.manifest()
                        .revision()
                        .map(revision -> ", of release " + revision)
                        .orElse(""));
        summary.add(
                request.secrets().isEmpty()
                        ? "stays    secrets: the backup's are not brought without -Dcfa.secretsKey, so its databases have other passwords"
                        : "put      " + request.secrets().size() + " secrets, in the place of those that are there");
        List<Step> steps = new ArrayList<>();
        steps.add(Step.of(
                "see that compose and env are there",
                command("[ -e docker-compose.yml ] && [ -e .env ]").in(directory(request)),
                "Nothing was changed. Next: cfa:sync, then run it again"));
        if (!request.secrets().isEmpty()) {
            steps.add(Step.of(
                    "put the secrets of the backup in place, what was there to .cfa/secrets-before-"
                            + request.manifest().id(),
                    Command.of(
                                    "sh",
                                    "-c",
                                    "set -e; umask 077; mkdir -p .cfa secrets; [ -e \"$1\" ] || { cp -R secrets \"$1.new\" && mv \"$1.new\" \"$1\"; };"
                                            + " chmod 700 secrets; while read -r name value; do printf %s \"$value\" | base64 -d > \"secrets/$name.new\";"
                                            + " chmod 644 \"secrets/$name.new\"; mv \"secrets/$name.new\" \"secrets/$name\"; done",
                                    "sh",
                                    ".cfa/secrets-before-" + request.manifest().id())
                            .in(directory(request))
                            .stdin(Secret.of(request.secrets().entrySet().stream()
                                    .map(secret -> secret.getKey() + " " + secret.getValue() + "\n")
                                    .collect(Collectors.joining())))
                            .within(LIMIT),
                    NOTHING_RUNS));
        }
        steps.add(Step.of(
                "make the containers and volumes of "
                        + String.join(", ", request.restore().keeping().kinds().keySet()),
                HostCommandLock.toItsEnd(
                        directory(request),
                        request.restore()
                                .project()
                                .create(request.restore().keeping().kinds().keySet())),
                NOTHING_RUNS
                        + " Next: see cfa:doctor, then `docker compose down --volumes` on the host, and run it again"));
        return new Plan(summary, steps);
    }

    /**
     * Makes the plan, asks, and runs it; then fills the volumes as on any host.
     *
     * @param upload takes the backup to the host, under the lock
     * @throws RolloutException naming the step that failed and what the host is left with; or if the approval is not given
     */
    public void run(Request request, String deployer, Consumer<HostContext> upload, BooleanSupplier approval) {
        Plan first = plan(request);
        first.summary().forEach(context.progress());
        if (!approval.getAsBoolean()) {
            throw new RolloutException("nothing was changed on "
                    + context.host().name() + ", as answered. Next: run it again when it shall be");
        }
        LockOwner me = LockOwner.of(
                "cfa:restore", deployer, Optional.empty(), context.sleeper().now());
        try (DeployLock lock = DeployLock.take(context, directory(request), me, Backup.LOCK_WAIT)) {
            HostContext locked = ReconnectingRemote.of(context, lock);
            new PlanExecutor(locked).run(new Plan(List.of(), first.steps().subList(0, 1)));
            upload.accept(locked);
            new PlanExecutor(locked)
                    .run(new Plan(
                            List.of(), first.steps().subList(1, first.steps().size())));
            new PlanExecutor(locked).run(filling(request, locked));
        }
        context.say("the data is that of backup " + request.manifest().id() + ". Next: cfa:rollout"
                + request.manifest()
                        .revision()
                        .map(revision -> " -Dcfa.revision=" + revision)
                        .orElse("")
                + ", then cfa:verify -Dcfa.prove");
    }

    private Plan filling(Request request, HostContext locked) {
        ObservedBackups found = ObservedBackups.of(
                locked.host(),
                new ComposeKept(request.restore().keeping().project()),
                directory(request),
                request.restore().keeping().kinds());
        String log = Backup.directory(request.manifest().id()) + "/" + BackupPlanner.RELEASES;
        Step releases = Step.of(
                "put the release log in place",
                command(
                                "[ ! -e \"$1\" ] || [ -s .cfa/releases.jsonl ] || { umask 077; cp \"$1\" .cfa/releases.jsonl.new && mv .cfa/releases.jsonl.new .cfa/releases.jsonl; }",
                                log)
                        .in(directory(request)),
                NOTHING_RUNS);
        Step start = Step.of(
                "start what is not built here",
                HostCommandLock.toItsEnd(
                        directory(request),
                        request.restore()
                                .project()
                                .start(stack.services().stream()
                                        .filter(service -> !service.builtHere())
                                        .map(Service::name)
                                        .toArray(String[]::new))),
                "The data is that of the backup. Next: cfa:rollout");
        return new RestorePlanner(
                        request.restore().project(),
                        request.restore().keeping().options().limit(),
                        start)
                .plan(request.manifest(), found, request.restore().project().stop(), List.of(releases));
    }

    private Command command(String script, String... arguments) {
        return Command.of("sh", "-c", script, "sh").with(arguments).within(LIMIT);
    }

    private static String directory(Request request) {
        return request.restore().project().directory();
    }
}
