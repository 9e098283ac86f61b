package io.cfa.maven.rollout.swarm;

import io.cfa.maven.docker.CommandFailedException;
import io.cfa.maven.docker.swarm.SwarmState;
import io.cfa.maven.host.HostContext;
import io.cfa.maven.host.RolloutException;
import io.cfa.maven.host.lock.LostLockException;
import io.cfa.maven.host.realm.RealmReconciliation;
import io.cfa.maven.report.Outcome;
import io.cfa.maven.report.Report;
import io.cfa.maven.rollout.plan.RolloutRequest;
import io.cfa.maven.verify.probe.RealmProbe;

/**
 * Brings the realm of a swarm's Keycloak to its file. The verification compares it anyway, beside all else; only where it differs is it brought, and verified once more.
 *
 * @param context with the manager
 * @param request that is rolled out
 */
record RealmOfAStack(HostContext context, RolloutRequest request) {

    /** Whether a verification found that it differs. */
    static boolean differs(Report report) {
        return report.results().stream()
                .anyMatch(result -> result.probe().equals(RealmProbe.NAME) && result.outcome() == Outcome.FAILED);
    }

    /** What could not be done is told here, and found by the next verification, which decides. */
    void bring() {
        try {
            SwarmState now = SwarmState.of(request.stack().projectName()).ask(context.host());
            RealmReconciliation.of(context, request.stack(), request.project().directory(), now)
                    .ifPresent(RealmReconciliation::apply);
        } catch (LostLockException e) {
            throw e;
        } catch (CommandFailedException | RolloutException e) {
            context.say(e.getMessage());
        }
    }
}
