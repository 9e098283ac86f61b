package io.cfa.maven.rollout.execute;

import io.cfa.maven.docker.CommandFailedException;
import io.cfa.maven.host.HostContext;
import io.cfa.maven.host.RolloutException;
import io.cfa.maven.host.lock.LostLockException;
import io.cfa.maven.host.realm.RealmReconciliation;
import io.cfa.maven.host.release.Release;
import io.cfa.maven.host.state.ContainerSnapshot;
import io.cfa.maven.remote.RemoteException;
import io.cfa.maven.report.Report;
import io.cfa.maven.rollout.plan.Plan;
import io.cfa.maven.rollout.plan.RolloutPlanner;
import io.cfa.maven.rollout.plan.RolloutRequest;
import io.cfa.maven.rollout.plan.Step;
import io.cfa.maven.rollout.rehearsal.FailedMigrationReturn;
import io.cfa.maven.rollout.rehearsal.RehearsalPlanner;
import io.cfa.maven.rollout.rehearsal.RehearsalProgram;
import io.cfa.maven.rollout.rehearsal.RehearsalResults;
import io.cfa.maven.verify.VerifyRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One rollout under the lock, from its first step to the line in the release log. */
final class RolloutExecution {

    private final HostContext context;
    private final RolloutRequest request;
    private final RolloutPlanner planner;
    private final PlanExecutor runner;
    private final VerificationRetry proof;
    private final ReleaseLogWriter log;
    private Optional<RehearsalPlanner> rehearsals = Optional.empty();

    RolloutExecution(HostContext context, RolloutRequest request, RolloutPlanner planner, ReleaseLogWriter log) {
        this.context = context;
        this.request = request;
        this.planner = planner;
        this.runner = new PlanExecutor(context);
        this.proof = new VerificationRetry(context);
        this.log = log;
    }

    /** The same, which has the release log say what was seen in the rehearsal. */
    RolloutExecution rehearsing(RehearsalPlanner planned) {
        rehearsals = Optional.of(planned);
        return this;
    }

    Report run(VerifyRequest verification) {
        Plan plan = planner.plan();
        plan.summary().forEach(context.progress());
        AutomaticRollback recovery = new AutomaticRollback(
                context,
                runner,
                proof,
                log,
                new FailedMigrationReturn(
                        context,
                        request.stack(),
                        new RehearsalProgram(request.project(), request.stack().projectName()),
                        request.project().directory()));
        try {
            runner.run(plan);
            remember();
        } catch (LostLockException e) {
            throw e;
        } catch (RolloutException failure) {
            remember();
            List<String> replaced = replaced(failure);
            if (replaced.isEmpty()) {
                giveTagsBack(failure);
                log.tryToWrite(request.revision(), request.expected(), Release.Outcome.ABORTED);
                throw failure;
            }
            String what = failure.getMessage() + "\nThese services have a new container: " + String.join(", ", replaced)
                    + ".";
            throw recovery.from(what, failure, proof.of(verification.atOnce()), planner, verification);
        }
        bringRealmToItsFile();
        Report report = proof.of(verification.withInfrastructure(planner.infrastructure()));
        if (!report.hasPassed()) {
            throw recovery.from(
                    request.revision() + " was rolled out, and is not in order.", null, report, planner, verification);
        }
        tellOfOthers();
        RunningImages running = new RunningImages(report, request.stack());
        log.verified(request.revision(), running.builtHere(request.expected()), running.infrastructure());
        afterwards(planner.keepSignatures());
        afterwards(planner.prune());
        return report;
    }

    private void remember() {
        rehearsals
                .flatMap(planned -> new RehearsalResults(context.host(), planned).read())
                .ifPresent(log::changed);
    }

    /** What could not be done is told here, and found by the verification, which decides. */
    private void bringRealmToItsFile() {
        try {
            RealmReconciliation.of(context, request.stack(), request.project().directory())
                    .ifPresent(RealmReconciliation::apply);
        } catch (LostLockException e) {
            throw e;
        } catch (RolloutException e) {
            context.say(e.getMessage());
        }
    }

    /** Versions of compose make containers anew that nothing changed of, along with what depends on them. */
    private void tellOfOthers() {
        List<String> planned = planner.replaced();
        if (planned.isEmpty()) {
            return;
        }
        try {
            List<String> others = new ArrayList<>(containers().replacedSince(planner.before()));
            others.removeAll(planned);
            if (!others.isEmpty()) {
                context.say(
                        String.join(", ", others)
                                + " got a new container too, which the plan did not name: docker compose"
                                + " made it anew though nothing changed of it. Next: update compose there (its issue 14036 is one cause)");
            }
        } catch (LostLockException e) {
            throw e;
        } catch (RolloutException | RemoteException | CommandFailedException e) {
            context.say("what else was replaced is not known: " + e.getMessage());
        }
    }

    private List<String> replaced(RolloutException failure) {
        try {
            return containers().replacedSince(planner.before());
        } catch (RemoteException | CommandFailedException e) {
            failure.addSuppressed(e);
            throw failure;
        }
    }

    private ContainerSnapshot containers() {
        return ContainerSnapshot.of(context.host(), request.stack().projectName());
    }

    private void giveTagsBack(RolloutException failure) {
        try {
            runner.run(new Plan(List.of(), planner.tagsBack()));
        } catch (LostLockException e) {
            throw e;
        } catch (RolloutException e) {
            failure.addSuppressed(e);
            context.say(e.getMessage());
        }
    }

    /** What it is a pity not to have done, and no failure. */
    private void afterwards(List<Step> steps) {
        try {
            runner.run(new Plan(List.of(), steps));
        } catch (LostLockException e) {
            throw e;
        } catch (RolloutException e) {
            context.say(e.getMessage());
        }
    }
}
