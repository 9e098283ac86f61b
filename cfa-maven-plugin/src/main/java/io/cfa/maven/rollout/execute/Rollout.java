package io.cfa.maven.rollout.execute;

import io.cfa.maven.host.RolloutException;
import io.cfa.maven.host.Sleeper;
import io.cfa.maven.host.lock.DeployLock;
import io.cfa.maven.host.lock.LockOwner;
import io.cfa.maven.host.lock.ReconnectingRemote;
import io.cfa.maven.host.release.Release;
import io.cfa.maven.host.state.HostObservation;
import io.cfa.maven.host.state.HostState;
import io.cfa.maven.host.state.PreflightFacts;
import io.cfa.maven.remote.RemoteHost;
import io.cfa.maven.report.Report;
import io.cfa.maven.rollout.plan.Plan;
import io.cfa.maven.rollout.plan.RolloutOptions;
import io.cfa.maven.rollout.plan.RolloutPlanner;
import io.cfa.maven.rollout.plan.RolloutRequest;
import io.cfa.maven.rollout.preflight.DiskSpaceCheck;
import io.cfa.maven.rollout.preflight.DowngradeGuard;
import io.cfa.maven.rollout.preflight.Preflight;
import io.cfa.maven.verify.VerifyRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Brings a release onto the host: looks, locks, plans, runs the plan, verifies; goes back where that fails.
 */
public final class Rollout {

    private final RemoteHost host;
    private final Sleeper sleeper;
    private final Consumer<String> progress;

    /**
     * Rolls out to one host.
     *
     * @param progress is told each line that a person should see
     */
    public Rollout(RemoteHost host, Sleeper sleeper, Consumer<String> progress) {
        this.host = host;
        this.sleeper = sleeper;
        this.progress = progress;
    }

    /** What would stop a rollout on the host, each with its next step; changes nothing. */
    public List<String> problems(RolloutRequest request) {
        PreflightFacts facts = PreflightFacts.of(
                host, request.stack(), request.compose(), request.project().directory());
        List<String> problems = new ArrayList<>(Preflight.problems(request, facts, sleeper.now()));
        DeployLock.owner(host, request.project().directory())
                .ifPresent(
                        owner -> problems.add(
                                host.name() + " is locked by " + owner.describe()
                                        + ": a rollout would wait for it. Next: wait for it or cancel it; a lock ends with its holder"));
        return problems;
    }

    /**
     * Makes the plan, having looked at the host; changes nothing.
     *
     * @throws RolloutException if the host is not ready, or runs a newer commit
     */
    public Plan plan(RolloutRequest request) {
        return planner(host, request, look(host, request)).plan();
    }

    /**
     * Makes the plan, runs it and verifies what runs then.
     *
     * @param verification what to verify, and how patiently; also used, with the earlier release's images, after going back
     * @return what was verified; all of it passed
     * @throws FailedRolloutException if containers were replaced and that or the verification failed; the host went back, if it could
     * @throws RolloutException       if it was refused or failed and no container was replaced
     */
    public Report run(RolloutRequest request, VerifyRequest verification) {
        PreflightFacts facts = look(host, request);
        RolloutOptions around = request.around();
        LockOwner me = around.lockOwner(Release.ROLLOUT + " of " + request.revision(), sleeper.now());
        try (DeployLock lock =
                DeployLock.take(host, request.project().directory(), me, around.lockWait(), sleeper, progress)) {
            RemoteHost steady = new ReconnectingRemote(host, lock, progress);
            if (lock.waited()) {
                facts = look(steady, request);
            }
            RolloutPlanner planner = planner(steady, request, facts);
            ReleaseLogWriter log = new ReleaseLogWriter(
                    new PlanExecutor(steady, sleeper, progress, around.listener()),
                    sleeper,
                    progress,
                    request.project().directory(),
                    Release.ROLLOUT,
                    around,
                    facts.bundle());
            log.abandoned(lock.before());
            return new RolloutExecution(steady, sleeper, progress, request, planner, log).run(verification);
        }
    }

    private PreflightFacts look(RemoteHost on, RolloutRequest request) {
        PreflightFacts facts = PreflightFacts.of(
                on, request.stack(), request.compose(), request.project().directory());
        Preflight.check(request, facts, sleeper.now()).forEach(progress);
        return facts;
    }

    private RolloutPlanner planner(RemoteHost on, RolloutRequest request, PreflightFacts facts) {
        HostState state = HostState.of(on, request.stack());
        RolloutPlanner planner = new RolloutPlanner(request, HostObservation.of(facts, state));
        Optional<String> running = facts.log()
                .lastVerified()
                .map(Release::revision)
                .or(() -> request.stack().builtHere().stream()
                        .flatMap(service -> state.revision(service.name()).stream())
                        .findFirst());
        DowngradeGuard.check(on.name(), request.revision(), running, request.around())
                .ifPresent(progress);
        DiskSpaceCheck.check(on.name(), facts.freeBytes(), request, planner.toPull(), state)
                .ifPresent(progress);
        return planner;
    }
}
