package io.cfa.maven.rollout.bundle;

import io.cfa.maven.host.HostContext;
import io.cfa.maven.host.RolloutException;
import io.cfa.maven.host.lock.DeployLock;
import io.cfa.maven.host.lock.LockOwner;
import io.cfa.maven.host.lock.ReconnectingRemote;
import io.cfa.maven.model.Bundle;
import io.cfa.maven.rollout.execute.PlanExecutor;
import io.cfa.maven.rollout.plan.Plan;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * Brings the bundle to the host: looks at what is there, plans, runs the plan under the host's lock. Nothing is restarted, and no secret is ever overwritten.
 */
public final class Sync {

    private static final Duration LOCK_WAIT = Duration.ofMinutes(10);

    private final HostContext context;

    private final Set<String> elsewhere;

    /** Syncs one host. */
    public Sync(HostContext context) {
        this(context, Set.of());
    }

    /**
     * Syncs one host of several.
     *
     * @param elsewhere the paths of secrets that it needs no file of, as they are kept elsewhere
     */
    public Sync(HostContext context, Set<String> elsewhere) {
        this.context = context;
        this.elsewhere = Set.copyOf(elsewhere);
    }

    /** Makes the plan, having looked at the host; changes nothing. A plan without steps means that all is there already. */
    public Plan plan(Bundle bundle, String directory) {
        return new SyncPlanner(bundle, directory)
                .plan(
                        ObservedBundle.of(context.host(), bundle, directory).withSecrets(elsewhere),
                        context.sleeper().now());
    }

    /**
     * Makes the plan, shows what would change, asks, and runs it.
     *
     * @param approval asked only where something would change
     * @throws RolloutException naming the step that failed, after which the old bundle works as before; or if the approval is not given
     */
    public void run(Bundle bundle, String directory, BooleanSupplier approval) {
        Plan plan = plan(bundle, directory);
        plan.summary().forEach(context.progress());
        if (plan.steps().isEmpty()) {
            return;
        }
        if (!approval.getAsBoolean()) {
            throw new RolloutException("nothing was changed in " + directory + " of "
                    + context.host().name() + ", as answered. Next: run it again when it shall be");
        }
        LockOwner me = LockOwner.of(
                "cfa:sync",
                System.getProperty("user.name"),
                Optional.empty(),
                context.sleeper().now());
        try (DeployLock lock = DeployLock.take(context, directory, me, LOCK_WAIT)) {
            Plan current = lock.waited() ? plan(bundle, directory) : plan;
            if (!current.summary().equals(plan.summary())) {
                throw new RolloutException("what would change is not what was shown any more: somebody else changed "
                        + directory + " meanwhile. Nothing was changed. Next: run it again");
            }
            new PlanExecutor(ReconnectingRemote.of(context, lock)).run(current);
        }
    }
}
