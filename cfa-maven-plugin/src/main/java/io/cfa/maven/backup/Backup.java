package io.cfa.maven.backup;

import io.cfa.maven.backup.BackupPart.Kind;
import io.cfa.maven.host.RolloutException;
import io.cfa.maven.host.RolloutListener;
import io.cfa.maven.host.Sleeper;
import io.cfa.maven.host.lock.DeployLock;
import io.cfa.maven.host.lock.LockOwner;
import io.cfa.maven.host.lock.ReconnectingRemote;
import io.cfa.maven.host.release.Release;
import io.cfa.maven.host.release.ReleaseLog;
import io.cfa.maven.remote.RemoteHost;
import io.cfa.maven.rollout.execute.PlanExecutor;
import io.cfa.maven.rollout.plan.Plan;
import java.time.Duration;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Consumer;

/** Keeps what the services of a host wrote: looks, plans, runs the plan under the host's lock. No service stops for it. */
public final class Backup {

    static final Duration LOCK_WAIT = Duration.ofMinutes(10);

    private final RemoteHost host;
    private final Sleeper sleeper;
    private final Consumer<String> progress;

    /**
     * Keeps that of one host.
     *
     * @param progress is told each line that a person should see
     */
    public Backup(RemoteHost host, Sleeper sleeper, Consumer<String> progress) {
        this.host = host;
        this.sleeper = sleeper;
        this.progress = progress;
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

    /** Makes the plan, having looked at the host; changes nothing. */
    public Plan plan(Request request) {
        Optional<String> revision = ReleaseLog.parse(
                        host.run(ReleaseLog.tail(request.directory())).output())
                .lastVerified()
                .map(Release::revision);
        ObservedBackups found = ObservedBackups.of(host, request.project(), request.directory(), request.kinds());
        return new BackupPlanner(request.directory(), request.options())
                .plan(found, BackupManifest.of(BackupId.at(sleeper.now()), request.project(), revision, found.parts()));
    }

    /**
     * Makes the plan and runs it.
     *
     * @throws RolloutException naming the step that failed; services run on, and the backups before are as they were
     */
    public void run(Request request, String deployer) {
        LockOwner me = LockOwner.of("cfa:backup", deployer, Optional.empty(), sleeper.now());
        try (DeployLock lock = DeployLock.take(host, request.directory(), me, LOCK_WAIT, sleeper, progress)) {
            Plan plan = plan(request);
            plan.summary().forEach(progress);
            new PlanExecutor(new ReconnectingRemote(host, lock, progress), sleeper, progress, RolloutListener.NONE)
                    .run(plan);
        }
    }
}
