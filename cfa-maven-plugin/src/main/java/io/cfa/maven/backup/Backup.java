package io.cfa.maven.backup;

import io.cfa.maven.backup.BackupPart.Kind;
import io.cfa.maven.host.HostContext;
import io.cfa.maven.host.RolloutException;
import io.cfa.maven.host.lock.DeployLock;
import io.cfa.maven.host.lock.LockOwner;
import io.cfa.maven.host.lock.ReconnectingRemote;
import io.cfa.maven.host.release.Release;
import io.cfa.maven.rollout.execute.PlanExecutor;
import io.cfa.maven.rollout.plan.Plan;
import java.time.Duration;
import java.util.Optional;
import java.util.SortedMap;

/** Keeps what the services of a host wrote: looks, plans, runs the plan under the host's lock. No service stops for it. */
public final class Backup {

    static final Duration LOCK_WAIT = Duration.ofMinutes(10);

    private final HostContext context;
    private final KeptStack stack;

    /** Keeps the data of a stack that this host has. */
    public Backup(HostContext context, KeptStack stack) {
        this.context = context;
        this.stack = stack;
    }

    /**
     * What to keep, and where.
     *
     * @param project   the compose project
     * @param directory of compose and env on the host
     * @param kinds     how each service is kept
     * @param options   how it is made
     */
    public record Request(String project, String directory, SortedMap<String, Kind> kinds, BackupOptions options) {

        /**
         * Checks.
         *
         * @throws RolloutException if nothing is to be kept
         */
        public Request {
            if (kinds.isEmpty()) {
                throw new RolloutException(
                        "no service of the compose file says how it is kept; expected"
                                + " `x-cfa: {backup: postgres}` or `x-cfa: {backup: files}`. Nothing was changed. Next: add it and sync");
            }
        }
    }

    /** Where a backup lies on its host, below the directory of compose and env. */
    public static String directory(BackupId id) {
        return ObservedBackups.DIRECTORY + "/" + id;
    }

    /** Makes the plan, having looked at the host; changes nothing. */
    public Plan plan(Request request) {
        return plan(request, BackupId.at(context.sleeper().now()));
    }

    private Plan plan(Request request, BackupId id) {
        Optional<String> revision =
                stack.log(context, request.directory()).lastVerified().map(Release::revision);
        ObservedBackups found = ObservedBackups.of(context.host(), stack, request.directory(), request.kinds());
        return new BackupPlanner(request.directory(), request.options(), stack)
                .plan(found, BackupManifest.of(id, request.project(), revision, found.parts()));
    }

    /**
     * Makes the plan and runs it.
     *
     * @return the new backup
     * @throws RolloutException naming the step that failed; services run on, and the backups before are as they were
     */
    public BackupId run(Request request, String deployer) {
        LockOwner me = LockOwner.of(
                "cfa:backup", deployer, Optional.empty(), context.sleeper().now());
        try (DeployLock lock = DeployLock.take(context, request.directory(), me, LOCK_WAIT)) {
            BackupId id = BackupId.at(context.sleeper().now());
            Plan plan = plan(request, id);
            plan.summary().forEach(context.progress());
            new PlanExecutor(ReconnectingRemote.of(context, lock)).run(plan);
            return id;
        }
    }
}
