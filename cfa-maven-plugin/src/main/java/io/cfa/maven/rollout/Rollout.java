package io.cfa.maven.rollout;

import io.cfa.maven.remote.Remote;
import io.cfa.maven.report.Report;
import io.cfa.maven.verify.Pacing;
import io.cfa.maven.verify.Verifier;
import io.cfa.maven.verify.VerifyRequest;
import java.util.List;
import java.util.function.Consumer;

/**
 * Brings a release onto the host: looks, plans, runs the plan.
 *
 * <p>Whether the release works is for {@link Verifier} to say afterwards.
 */
public final class Rollout {

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
        return new Preflight(host, request).problems();
    }

    /**
     * Makes the plan, having looked at the host; changes nothing.
     *
     * @throws RolloutException if the host is not ready
     */
    public Plan plan(RolloutRequest request) {
        new Preflight(host, request).check();
        return new RolloutPlanner(request).plan(HostState.of(host, request.stack()));
    }

    /**
     * Makes the plan and runs it.
     *
     * @param onFailure what a failure after the first change is looked at with
     * @throws FailedRolloutException if a step failed, with a report of what runs then
     * @throws RolloutException       if the host is not ready
     */
    public void run(RolloutRequest request, VerifyRequest onFailure) {
        new Preflight(host, request).check();
        HostState before = HostState.of(host, request.stack());
        Plan plan = new RolloutPlanner(request).plan(before);
        plan.summary().forEach(progress);
        try {
            new PlanRunner(host, pacing, progress).run(plan);
        } catch (RolloutException failure) {
            List<String> replaced = HostState.of(host, request.stack()).replacedSince(before);
            if (replaced.isEmpty()) {
                throw failure;
            }
            Report report = new Verifier(host, pacing, progress).verify(onFailure.atOnce());
            throw new FailedRolloutException(
                    failure.getMessage() + "\nThese services have a new container: " + String.join(", ", replaced)
                            + ".",
                    report,
                    failure);
        }
    }
}
