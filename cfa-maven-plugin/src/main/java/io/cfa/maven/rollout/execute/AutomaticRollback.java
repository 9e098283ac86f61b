package io.cfa.maven.rollout.execute;

import io.cfa.maven.docker.CommandFailedException;
import io.cfa.maven.host.HostContext;
import io.cfa.maven.host.RolloutException;
import io.cfa.maven.host.lock.LostLockException;
import io.cfa.maven.host.release.Release;
import io.cfa.maven.host.state.ContainerSnapshot;
import io.cfa.maven.remote.RemoteException;
import io.cfa.maven.report.ConsoleStyle;
import io.cfa.maven.report.Report;
import io.cfa.maven.report.format.ConsoleReport;
import io.cfa.maven.rollout.plan.Plan;
import io.cfa.maven.rollout.plan.RolloutPlanner;
import io.cfa.maven.rollout.rehearsal.FailedMigrationReturn;
import io.cfa.maven.verify.VerifyRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What follows a rollout that failed after it had replaced containers: says first what they said, then rolls back. */
final class AutomaticRollback {

    private final HostContext context;
    private final PlanExecutor runner;
    private final VerificationRetry proof;
    private final ReleaseLogWriter log;
    private final FailedMigrationReturn data;

    AutomaticRollback(
            HostContext context,
            PlanExecutor runner,
            VerificationRetry proof,
            ReleaseLogWriter log,
            FailedMigrationReturn data) {
        this.context = context;
        this.runner = runner;
        this.proof = proof;
        this.log = log;
        this.data = data;
    }

    /** Rolls back as a planner planned, and returns what to tell of it. */
    FailedRolloutException from(
            String what, RolloutException cause, Report failed, RolloutPlanner planner, VerifyRequest verification) {
        context.listener().failed(failed);
        context.say(what);
        new ConsoleReport(ConsoleStyle.PLAIN).lines(failed).forEach(context.progress());
        Optional<Release> earlier = planner.earlier();
        if (earlier.isEmpty()) {
            log.tryToWrite(planner.revision(), Map.of(), Release.Outcome.FAILED);
            String left =
                    "There is no earlier verified release to roll back to: the containers are left as they are, for inspection."
                            + " Next: see with cfa:status and cfa:logs what they do, mend it, then roll out again";
            context.say(left);
            return new FailedRolloutException(what + "\n" + left, failed, Optional.empty(), cause);
        }
        Release back = earlier.get();
        context.say("rolling back to " + back.revision() + ", which was verified at " + back.when());
        Optional<Report> after = Optional.empty();
        String result;
        try {
            runner.run(new Plan(List.of(), data.steps(log.data())));
            // of the release that failed some may run beside those of the release before
            runner.run(planner.back(ContainerSnapshot.of(
                            context.host(), verification.stack().projectName()))
                    .orElseThrow());
            Report report = proof.of(VerificationRetry.expecting(verification, back));
            new ConsoleReport(ConsoleStyle.PLAIN).lines(report).forEach(context.progress());
            after = Optional.of(report);
            result = "The host was rolled back to " + back.revision()
                    + (report.hasPassed()
                            ? ", which runs and was verified. Next: mend what failed, then roll out again"
                            : ", which is not in order either, as the second table says. Next: read what failed there; cfa:rollout brings another"
                                    + " release, cfa:rollback -Dcfa.targetRevision=<commit> an earlier one");
        } catch (LostLockException e) {
            throw e;
        } catch (RolloutException | RemoteException | CommandFailedException e) {
            result = "The host could not be rolled back to " + back.revision() + ": " + e.getMessage();
        }
        boolean recovered = after.filter(Report::hasPassed).isPresent();
        log.tryToWrite(
                planner.revision(),
                Map.of(),
                recovered ? Release.Outcome.ROLLED_BACK : Release.Outcome.ROLLBACK_FAILED,
                Optional.of(back.revision()));
        context.say(result);
        return new FailedRolloutException(what + "\n" + result, failed, after, cause);
    }
}
