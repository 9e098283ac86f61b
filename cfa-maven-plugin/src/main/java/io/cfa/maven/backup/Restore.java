package io.cfa.maven.backup;

import io.cfa.maven.backup.BackupManifest.UnusableBackupException;
import io.cfa.maven.docker.ComposeProject;
import io.cfa.maven.host.HostContext;
import io.cfa.maven.host.RolloutException;
import io.cfa.maven.host.lock.DeployLock;
import io.cfa.maven.host.lock.LockOwner;
import io.cfa.maven.host.lock.ReconnectingRemote;
import io.cfa.maven.remote.Command;
import io.cfa.maven.remote.RemoteHost;
import io.cfa.maven.remote.Result;
import io.cfa.maven.rollout.execute.PlanExecutor;
import io.cfa.maven.rollout.plan.Plan;
import io.cfa.maven.rollout.plan.Step;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Brings a backup of a host back, after asking; the present state is kept first, unless that is not wanted. */
public final class Restore {

    private final HostContext context;
    private final RemoteHost host;
    private final KeptStack stack;

    /** Restores the data of a stack that this host has. */
    public Restore(HostContext context, KeptStack stack) {
        this.context = context;
        this.host = context.host();
        this.stack = stack;
    }

    /**
     * What to bring back.
     *
     * @param backup      the name of the backup; the newest where absent
     * @param keepPresent whether the present state is kept first
     * @param project     the project on the host
     * @param keeping     what is kept, and how
     */
    public record Request(
            Optional<String> backup, boolean keepPresent, ComposeProject project, Backup.Request keeping) {}

    /** Whether the host has neither a container nor a volume of the project: then there is nothing that could be lost. */
    public boolean isNewHost(String project) {
        if (!stack.canBeginAnew()) {
            return false;
        }
        Result answer = host.run(Command.of(
                "sh",
                "-c",
                "docker ps --all --quiet --filter \"label=com.docker.compose.project=$1\" && docker volume ls --quiet --filter \"label=com.docker.compose.project=$1\"",
                "sh",
                project));
        if (!answer.succeeded()) {
            throw new RolloutException(host.name() + " could not be looked at: exit status " + answer.exitStatus() + " "
                    + answer.error().strip() + ". Nothing was changed. Next: run cfa:doctor");
        }
        return answer.output().isBlank();
    }

    /**
     * Makes the plan, having looked at the host; changes nothing.
     *
     * @throws RolloutException if there is no such backup, or it is not of this stack
     */
    public Plan plan(Request request) {
        String directory = request.project().directory();
        ObservedBackups found =
                ObservedBackups.of(host, stack, directory, request.keeping().kinds());
        BackupManifest manifest = manifest(directory, chosen(request, found));
        if (!manifest.project().equals(request.keeping().project())) {
            throw new RolloutException(
                    "backup " + manifest.id() + " is of the project " + manifest.project() + ", expected "
                            + request.keeping().project() + ". Nothing was changed. Next: choose another backup");
        }
        List<Step> before = request.keepPresent()
                ? new Backup(context, stack).plan(request.keeping()).steps()
                : List.of();
        return new RestorePlanner(request.project(), request.keeping().options().limit(), stack)
                .plan(manifest, found, stack.stop(request.project()), before);
    }

    /**
     * Makes the plan, asks, and runs it.
     *
     * @throws RolloutException naming the step that failed and what the host is left with; or if the approval is not given
     */
    public void run(Request request, String deployer, BooleanSupplier approval) {
        plan(request).summary().forEach(context.progress());
        if (!approval.getAsBoolean()) {
            throw new RolloutException("nothing was changed on " + host.name() + ", as answered");
        }
        LockOwner me = LockOwner.of(
                "cfa:restore", deployer, Optional.empty(), context.sleeper().now());
        try (DeployLock lock = DeployLock.take(context, request.project().directory(), me, Backup.LOCK_WAIT)) {
            HostContext locked = ReconnectingRemote.of(context, lock);
            try (KeptStack.Held held = stack.hold(locked, me)) {
                Plan plan = plan(request);
                held.hold();
                new PlanExecutor(locked).run(plan);
            }
        }
    }

    private BackupId chosen(Request request, ObservedBackups found) {
        Optional<BackupId> chosen = request.backup().isEmpty()
                ? found.ids().stream().max(Comparator.naturalOrder())
                : request.backup().flatMap(BackupId::of).filter(found.ids()::contains);
        return chosen.orElseThrow(
                () -> new RolloutException(
                        host.name() + " has no backup "
                                + request.backup().orElse("at all") + "; there are: "
                                + (found.ids().isEmpty()
                                        ? "none"
                                        : String.join(
                                                ", ",
                                                found.ids().stream()
                                                        .map(BackupId::toString)
                                                        .toList()))
                                + ". Nothing was changed. Next: make one with cfa:backup, or name one of these with -Dcfa.backup=<id>"));
    }

    private BackupManifest manifest(String directory, BackupId id) {
        String file = ObservedBackups.DIRECTORY + "/" + id + "/" + BackupManifest.FILE;
        Result answer = host.run(Command.of("head", "-c", "1000000", file).in(directory));
        try {
            if (!answer.succeeded()) {
                throw new UnusableBackupException("cannot be read (exit status " + answer.exitStatus() + ": "
                        + answer.error().strip() + ")");
            }
            BackupManifest manifest = BackupManifest.read(answer.output());
            if (!manifest.id().equals(id)) {
                throw new UnusableBackupException("says that it is " + manifest.id());
            }
            return manifest;
        } catch (IllegalArgumentException e) {
            throw UnusableBackupException.refusal(host.name() + ":" + directory + "/" + file, e);
        }
    }
}
