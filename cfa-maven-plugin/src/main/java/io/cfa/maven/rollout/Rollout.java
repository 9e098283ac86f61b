package io.cfa.maven.rollout;

import io.cfa.maven.remote.Remote;
import io.cfa.maven.report.Report;
import io.cfa.maven.verify.Pacing;
import io.cfa.maven.verify.VerifyRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Brings a release onto the host: looks, locks, plans, runs the plan, verifies; goes back where that fails.
 */
public final class Rollout {

    static final String GOAL = "cfa:rollout";

    private final Remote host;
    private final Pacing pacing;
    private final Consumer<String> progress;

    /**
     * Rolls out to one host.
     *
     * @param progress is told each line that a person should see
     */
    public Rollout(Remote host, Pacing pacing, Consumer<String> progress) {
        this.host = host;
        this.pacing = pacing;
        this.progress = progress;
    }

    /** What would stop a rollout on the host, each with its next step; changes nothing. */
    public List<String> problems(RolloutRequest request) {
        HostFacts facts = HostFacts.of(
                host, request.stack(), request.compose(), request.project().directory());
        List<String> problems = new ArrayList<>(Preflight.problems(request, facts, pacing.now()));
        DeployLock.holder(host, request.project().directory())
                .ifPresent(
                        holder -> problems.add(
                                host.name() + " is locked by " + holder.describe()
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
        HostFacts facts = look(host, request);
        Circumstances around = request.around();
        Holder me = Holder.of(GOAL + " of " + request.revision(), around, pacing.now());
        try (DeployLock lock =
                DeployLock.take(host, request.project().directory(), me, around.lockWait(), pacing, progress)) {
            Remote steady = new SteadyHost(host, lock, progress);
            if (lock.waited()) {
                facts = look(steady, request);
            }
            RolloutPlanner planner = planner(steady, request, facts);
            LogWriter log = new LogWriter(
                    new PlanRunner(steady, pacing, progress, around.chronicle()),
                    pacing,
                    progress,
                    request.project().directory(),
                    GOAL,
                    around,
                    facts.bundle());
            log.abandoned(lock.before());
            return new Attempt(steady, pacing, progress, request, planner, log).run(verification);
        }
    }

    private HostFacts look(Remote on, RolloutRequest request) {
        HostFacts facts = HostFacts.of(
                on, request.stack(), request.compose(), request.project().directory());
        Preflight.check(request, facts, pacing.now()).forEach(progress);
        return facts;
    }

    private RolloutPlanner planner(Remote on, RolloutRequest request, HostFacts facts) {
        HostState state = HostState.of(on, request.stack());
        RolloutPlanner planner = new RolloutPlanner(request, Found.of(facts, state));
        Optional<String> running = facts.log()
                .lastVerified()
                .map(Release::revision)
                .or(() -> request.stack().ours().stream()
                        .flatMap(service -> state.revision(service.name()).stream())
                        .findFirst());
        CommitOrder.check(on.name(), request.revision(), running, request.around())
                .ifPresent(progress);
        Disk.check(on.name(), facts.freeBytes(), request, planner.toPull(), state)
                .ifPresent(progress);
        return planner;
    }
}
