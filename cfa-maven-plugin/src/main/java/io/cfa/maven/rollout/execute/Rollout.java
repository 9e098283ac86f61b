package io.cfa.maven.rollout.execute;

import io.cfa.maven.host.HostContext;
import io.cfa.maven.host.RolloutException;
import io.cfa.maven.host.check.DiskCheck;
import io.cfa.maven.host.check.HostChecks;
import io.cfa.maven.host.lock.DeployLock;
import io.cfa.maven.host.lock.LockOwner;
import io.cfa.maven.host.lock.ReconnectingRemote;
import io.cfa.maven.host.realm.RealmReconciliation;
import io.cfa.maven.host.release.Release;
import io.cfa.maven.host.state.ObservedState;
import io.cfa.maven.report.Report;
import io.cfa.maven.rollout.plan.Plan;
import io.cfa.maven.rollout.plan.RolloutOptions;
import io.cfa.maven.rollout.plan.RolloutPlanner;
import io.cfa.maven.rollout.plan.RolloutRequest;
import io.cfa.maven.rollout.preflight.DowngradeGuard;
import io.cfa.maven.rollout.preflight.PullSize;
import io.cfa.maven.rollout.preflight.RegistryTagsCheck;
import io.cfa.maven.rollout.rehearsal.RehearsalOptions;
import io.cfa.maven.rollout.rehearsal.RehearsalPlanner;
import io.cfa.maven.verify.VerifyRequest;
import java.util.List;
import java.util.Optional;

/**
 * Brings a release onto the host: looks, locks, plans, runs the plan, verifies; rolls back where that fails.
 */
public final class Rollout implements Deployment {

    private final HostContext context;
    private final RehearsalOptions rehearsal;

    /** Rolls out to one host, and rehearses nothing. */
    public Rollout(HostContext context) {
        this(context, RehearsalOptions.NONE);
    }

    /** Rolls out to one host. */
    public Rollout(HostContext context, RehearsalOptions rehearsal) {
        this.context = context;
        this.rehearsal = rehearsal;
    }

    /**
     * Makes the plan, having looked at the host; changes nothing.
     *
     * @throws RolloutException if the host is not ready, or runs a newer commit
     */
    @Override
    public Plan plan(RolloutRequest request) {
        ObservedState observed = look(context, request);
        return planner(request, observed, rehearsals(request, observed)).plan();
    }

    /**
     * Makes the plan, runs it and verifies what runs then.
     *
     * @param verification what to verify, and how patiently; also used, with the earlier release's images, after a rollback
     * @return what was verified; all of it passed
     * @throws FailedRolloutException if containers were replaced and that or the verification failed; the host was rolled back, if it could be
     * @throws RolloutException       if it was refused or failed and no container was replaced
     */
    @Override
    public Report run(RolloutRequest request, VerifyRequest verification) {
        ObservedState observed = look(context, request);
        RolloutOptions around = request.around();
        String directory = request.project().directory();
        LockOwner me = around.lockOwner(
                Release.ROLLOUT + " of " + request.revision(), context.sleeper().now());
        try (DeployLock lock = DeployLock.take(context, directory, me, around.lockWait())) {
            HostContext locked = ReconnectingRemote.of(context, lock);
            if (lock.waited()) {
                observed = look(locked, request);
            }
            RehearsalPlanner rehearsals = rehearsals(request, observed);
            RolloutPlanner planner = planner(request, observed, rehearsals);
            ReleaseLogWriter log = new ReleaseLogWriter(
                    locked, directory, new ReleaseLogWriter.Attempt(Release.ROLLOUT, around, observed.bundle()));
            log.abandoned(lock.before());
            return new RolloutExecution(locked, request, planner, log)
                    .rehearsing(rehearsals)
                    .run(verification);
        }
    }

    private List<String> realm(RolloutRequest request) {
        return RealmReconciliation.foretold(
                () -> RealmReconciliation.of(
                        context, request.stack(), request.project().directory()),
                "when the containers were replaced");
    }

    private ObservedState look(HostContext through, RolloutRequest request) {
        ObservedState observed =
                ObservedState.of(through.host(), request.expectedHost().questions());
        HostChecks.beforeARollout(request.expectedHost(), context.sleeper().now())
                .with(new RegistryTagsCheck(request))
                .require(observed)
                .forEach(context.progress());
        return observed;
    }

    private RehearsalPlanner rehearsals(RolloutRequest request, ObservedState observed) {
        return new RehearsalPlanner(
                request, observed.containers(), rehearsal, context.sleeper().now());
    }

    private RolloutPlanner planner(RolloutRequest request, ObservedState observed, RehearsalPlanner rehearsals) {
        RolloutPlanner planner =
                new RolloutPlanner(request, observed, rehearsals.steps().and(realm(request)));
        Optional<String> running = observed.log()
                .lastVerified()
                .map(Release::revision)
                .or(() -> request.stack().builtHere().stream()
                        .flatMap(service -> planner.before().revision(service.name()).stream())
                        .findFirst());
        DowngradeGuard.check(observed.host(), request.revision(), running, request.around())
                .ifPresent(context.progress());
        PullSize size = PullSize.of(request, planner.toPull(), planner.before());
        size.unknown().ifPresent(context.progress());
        new HostChecks(List.of(new DiskCheck(size.packed()))).require(observed).forEach(context.progress());
        return planner;
    }
}
