package io.cfa.maven.rollout.swarm;

import io.cfa.maven.docker.CommandFailedException;
import io.cfa.maven.docker.stack.StackDocument;
import io.cfa.maven.docker.swarm.ServiceConfiguration;
import io.cfa.maven.docker.swarm.SwarmState;
import io.cfa.maven.host.HostContext;
import io.cfa.maven.host.RolloutException;
import io.cfa.maven.host.lock.LostLockException;
import io.cfa.maven.host.lock.SwarmLock;
import io.cfa.maven.host.release.Release;
import io.cfa.maven.host.release.SwarmReleaseLog;
import io.cfa.maven.model.Digest;
import io.cfa.maven.model.Service;
import io.cfa.maven.remote.RemoteException;
import io.cfa.maven.report.ConsoleStyle;
import io.cfa.maven.report.Report;
import io.cfa.maven.report.format.ConsoleReport;
import io.cfa.maven.rollout.execute.FailedRolloutException;
import io.cfa.maven.rollout.execute.PlanExecutor;
import io.cfa.maven.rollout.plan.Plan;
import io.cfa.maven.rollout.plan.RolloutRequest;
import io.cfa.maven.rollout.plan.Step;
import io.cfa.maven.verify.VerifyRequest;
import io.cfa.maven.verify.swarm.StackVerifier;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** One rollout under both locks, from its first step to the line in the release log. */
final class StackExecution {

    private final HostContext context;
    private final RolloutRequest request;
    private final ObservedSwarm observed;
    private final SwarmLock lock;
    private final String goal;
    private final Instant begin;
    /** How the services were configured by the last deploy that came to its end. */
    private Optional<String> configured = Optional.empty();

    private Map<String, String> schemas = Map.of();
    private List<String> migrations = List.of();

    StackExecution(HostContext context, RolloutRequest request, ObservedSwarm observed, SwarmLock lock, String goal) {
        this.context = context;
        this.request = request;
        this.observed = observed;
        this.lock = lock;
        this.goal = goal;
        this.begin = context.sleeper().now();
    }

    /** The same, of whose images it is known what they say of their schemas, and which migrations come with them. */
    StackExecution knowing(Map<String, String> labels, List<String> brought) {
        schemas = Map.copyOf(labels);
        migrations = List.copyOf(brought);
        return this;
    }

    Report run(StackImages images, VerifyRequest verification) {
        StackPlanner planner = new StackPlanner(request, context.host().name(), observed);
        StackDocument document = planner.document(request.revision(), images);
        planner.require(document);
        planner.plan(document).summary().forEach(context.progress());
        String deployed = request.revision() + " was deployed";
        Report report;
        try {
            bring(planner, document, observed.state());
            report = verify(verification.withInfrastructure(images.digests()), deployed);
            if (RealmOfAStack.differs(report)) {
                new RealmOfAStack(context, request).bring();
                report = verify(verification.withInfrastructure(images.digests()), deployed);
            }
        } catch (LostLockException | ManagersAwayException | RemoteException e) {
            throw e;
        } catch (RolloutException e) {
            throw back(planner, e.getMessage(), e, verify(verification.atOnce(), e.getMessage()), verification);
        }
        if (!report.hasPassed()) {
            throw back(planner, deployed + ", and is not in order.", null, report, verification);
        }
        write(images, Release.Outcome.VERIFIED, request.revision(), Optional.empty());
        afterwards(planner.tidy(document));
        return ImageSchemas.unrehearsed(report, migrations);
    }

    private void bring(StackPlanner planner, StackDocument document, SwarmState before) {
        lock.hold();
        PlanExecutor executor = new PlanExecutor(context);
        executor.run(planner.preparation(document));
        StackConvergence convergence = new StackConvergence(
                context, document.project(), request.project().upLimit());
        configured = Optional.empty();
        SwarmState deployed = before;
        for (StackTurn turn : planner.turns(document, before)) {
            lock.hold();
            executor.run(new Plan(List.of(), List.of(planner.step(turn))));
            deployed = convergence.await(turn.services(), before, lock::hold);
        }
        // the last part was the whole
        configured = Optional.of(ServiceConfiguration.text(deployed.configurations()));
    }

    /** Where the managers do not answer nothing is known of what runs, and nothing could be taken back. */
    private Report verify(VerifyRequest verification, String before) {
        try {
            return new StackVerifier(
                            context, schemas, Optional.of(request.project().directory()))
                    .verify(verification);
        } catch (LostLockException e) {
            throw e;
        } catch (CommandFailedException | RolloutException e) {
            throw ManagersAwayException.whileVerifying(before, e);
        }
    }

    /** All services go back to what the release log says ran before; the swarm itself may have taken one back already. */
    private RuntimeException back(
            StackPlanner planner, String failure, Exception cause, Report seen, VerifyRequest verification) {
        context.listener().failed(seen);
        context.say(failure);
        show(seen);
        Optional<Release> before = observed.log().log().lastVerified();
        if (before.isEmpty()) {
            write(
                    StackImages.of(request.stack(), request.expected(), Map.of(), Map.of()),
                    Release.Outcome.FAILED,
                    request.revision(),
                    Optional.empty());
            return new FailedRolloutException(
                    failure
                            + "\nNothing to go back to: the release log has no verified release. What runs was left. Next: mend the"
                            + " cause and run the goal again",
                    seen,
                    Optional.empty(),
                    cause);
        }
        Release to = before.get();
        context.say("rolling back to " + to.revision() + ", which was verified at " + to.when());
        StackImages images = StackImages.of(request.stack(), to.images(), Map.of(), to.infrastructure(request.stack()));
        StackImages failed = StackImages.of(request.stack(), request.expected(), Map.of(), Map.of());
        try {
            SwarmState now = SwarmState.of(request.stack().projectName()).ask(context.host());
            StackDocument document = planner.document(to.revision(), images);
            bring(planner, document, now);
            Report after = new StackVerifier(context)
                    .verify(new VerifyRequest(
                                    request.stack(),
                                    verification.only(),
                                    to.images(),
                                    verification.patience(),
                                    verification.watch())
                            .withInfrastructure(to.infrastructure(request.stack())));
            show(after);
            Release.Outcome outcome = after.hasPassed() ? Release.Outcome.ROLLED_BACK : Release.Outcome.ROLLBACK_FAILED;
            write(failed, outcome, request.revision(), Optional.of(to.revision()));
            return new FailedRolloutException(
                    failure + "\n"
                            + (after.hasPassed()
                                    ? "All services run " + to.revision() + " again, and it was verified."
                                    : "The rollback to " + to.revision() + " is not in order either.")
                            + " Next: mend what failed, then roll out again",
                    seen,
                    Optional.of(after),
                    cause);
        } catch (LostLockException e) {
            throw e;
        } catch (CommandFailedException | RolloutException e) {
            write(failed, Release.Outcome.ROLLBACK_FAILED, request.revision(), Optional.of(to.revision()));
            return new FailedRolloutException(
                    failure + "\nThe rollback to " + to.revision() + " failed too: " + e.getMessage()
                            + "\nNext: mend what it names, then cfa:rollout of " + to.revision() + " again",
                    seen,
                    Optional.empty(),
                    e);
        }
    }

    private void show(Report report) {
        new ConsoleReport(ConsoleStyle.PLAIN).lines(report).forEach(context.progress());
    }

    private void write(StackImages images, Release.Outcome outcome, String revision, Optional<String> back) {
        boolean verified = outcome == Release.Outcome.VERIFIED;
        TreeMap<String, Digest> ours = new TreeMap<>(images.digests());
        ours.keySet()
                .retainAll(
                        request.stack().builtHere().stream().map(Service::name).toList());
        Release release = new Release(
                goal,
                revision,
                ours,
                new TreeMap<>(verified ? images.infrastructure(request.stack()) : Map.of()),
                request.around().who(),
                request.around().pipeline(),
                begin,
                Duration.between(begin, context.sleeper().now()),
                outcome,
                back,
                Optional.of(observed.objects().bundle()),
                Optional.empty());
        boolean inOrder = verified || outcome == Release.Outcome.ROLLED_BACK;
        SwarmReleaseLog log = observed.log();
        try {
            new PlanExecutor(context)
                    .run(new Plan(
                            List.of(),
                            List.of(Step.of(
                                    "write the release log",
                                    log.append(release, configured.filter(any -> inOrder), schemas),
                                    "What runs is not touched by this: " + revision + " " + outcome
                                            + ". Next: run the goal again"))));
        } catch (RolloutException e) {
            if (verified || e instanceof LostLockException) {
                throw e;
            }
            context.say(e.getMessage());
        }
    }

    /** What it is a pity not to have done, and no failure. */
    private void afterwards(Plan plan) {
        try {
            new PlanExecutor(context).run(plan);
        } catch (LostLockException e) {
            throw e;
        } catch (RolloutException e) {
            context.say(e.getMessage());
        }
    }
}
