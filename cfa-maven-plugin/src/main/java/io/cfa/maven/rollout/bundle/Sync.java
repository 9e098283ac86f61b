package io.cfa.maven.rollout.bundle;

import io.cfa.maven.host.RolloutException;
import io.cfa.maven.host.RolloutListener;
import io.cfa.maven.host.Sleeper;
import io.cfa.maven.host.lock.DeployLock;
import io.cfa.maven.host.lock.LockOwner;
import io.cfa.maven.host.lock.ReconnectingRemote;
import io.cfa.maven.model.Bundle;
import io.cfa.maven.remote.RemoteHost;
import io.cfa.maven.rollout.execute.PlanExecutor;
import io.cfa.maven.rollout.plan.Plan;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Brings the bundle to the host: looks at what is there, plans, runs the plan under the host's lock. Nothing is restarted, and no secret is ever overwritten.
 */
public final class Sync {

    private static final Duration LOCK_WAIT = Duration.ofMinutes(10);

    private final RemoteHost host;
    private final Sleeper sleeper;
    private final Consumer<String> progress;

    /**
     * Syncs one host.
     *
     * @param progress is told each line that a person should see
     */
    public Sync(RemoteHost host, Sleeper sleeper, Consumer<String> progress) {
        this.host = host;
        this.sleeper = sleeper;
        this.progress = progress;
    }

    /** Makes the plan, having looked at the host; changes nothing. A plan without steps means that all is there already. */
    public Plan plan(Bundle bundle, String directory) {
        return new SyncPlanner(bundle, directory).plan(ObservedBundle.of(host, bundle, directory), sleeper.now());
    }

    /**
     * Makes the plan, shows what would change, asks, and runs it.
     *
     * @param approval asked only where something would change
     * @throws RolloutException naming the step that failed, after which the old bundle works as before; or if the approval is not given
     */
    public void run(Bundle bundle, String directory, BooleanSupplier approval) {
        Plan plan = plan(bundle, directory);
        plan.summary().forEach(progress);
        if (plan.steps().isEmpty()) {
            return;
        }
        if (!approval.getAsBoolean()) {
            throw new RolloutException("nothing was changed in " + directory + " of " + host.name() + ", as answered");
        }
        LockOwner me = LockOwner.of("cfa:sync", System.getProperty("user.name"), Optional.empty(), sleeper.now());
        try (DeployLock lock = DeployLock.take(host, directory, me, LOCK_WAIT, sleeper, progress)) {
            Plan current = lock.waited() ? plan(bundle, directory) : plan;
            if (!current.summary().equals(plan.summary())) {
                throw new RolloutException("what would change is not what was shown any more: somebody else changed "
                        + directory + " meanwhile. Nothing was changed. Next: run it again");
            }
            new PlanExecutor(new ReconnectingRemote(host, lock, progress), sleeper, progress, RolloutListener.NONE)
                    .run(current);
        }
    }
}
