package io.cfa.maven.rollout.rollback;

import io.cfa.maven.host.HostContext;
import io.cfa.maven.host.RolloutException;
import io.cfa.maven.host.check.HostChecks;
import io.cfa.maven.host.lock.DeployLock;
import io.cfa.maven.host.lock.LockOwner;
import io.cfa.maven.host.lock.LostLockException;
import io.cfa.maven.host.lock.ReconnectingRemote;
import io.cfa.maven.host.release.Release;
import io.cfa.maven.host.release.ReleaseLog;
import io.cfa.maven.host.state.HostQuestions;
import io.cfa.maven.host.state.ObservedState;
import io.cfa.maven.model.Digest;
import io.cfa.maven.model.Service;
import io.cfa.maven.report.ConsoleStyle;
import io.cfa.maven.report.Report;
import io.cfa.maven.report.format.ConsoleReport;
import io.cfa.maven.rollout.bundle.BundleBackups;
import io.cfa.maven.rollout.execute.FailedRolloutException;
import io.cfa.maven.rollout.execute.PlanExecutor;
import io.cfa.maven.rollout.execute.ReleaseLogWriter;
import io.cfa.maven.rollout.execute.RunningImages;
import io.cfa.maven.rollout.execute.VerificationRetry;
import io.cfa.maven.rollout.plan.Plan;
import io.cfa.maven.rollout.plan.RollbackPlanner;
import io.cfa.maven.rollout.plan.Step;
import io.cfa.maven.rollout.rehearsal.DumpRestorePlanner;
import io.cfa.maven.rollout.rehearsal.DumpedDatabase;
import io.cfa.maven.rollout.rehearsal.RehearsalProgram;
import io.cfa.maven.verify.VerifyRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Brings an earlier verified release back, out of images that the host still has; needs no registry.
 */
public final class Rollback implements RollbackStrategy {

    private final HostContext context;
    private final ReleaseGuard guard;

    /** Rolls back on one host, to any release. */
    public Rollback(HostContext context) {
        this(context, ReleaseGuard.NONE);
    }

    /** Rolls back on one host, to releases that a guard lets pass. */
    public Rollback(HostContext context, ReleaseGuard guard) {
        this.context = context;
        this.guard = guard;
    }

    /**
     * Makes the plan, having looked at the host; changes nothing.
     *
     * @throws RolloutException if there is nothing to roll back to
     */
    @Override
    public Plan plan(RollbackRequest request) {
        ObservedState observed = look(context, request);
        return plan(context, request, observed, target(request, observed.log()));
    }

    /**
     * Makes the plan, runs it and verifies what runs then.
     *
     * @param verification how patiently to verify
     * @return what was verified; all of it passed
     * @throws FailedRolloutException if what runs now is not in order
     * @throws RolloutException       if it was refused, or a step failed
     */
    @Override
    public Report run(RollbackRequest request, VerifyRequest verification) {
        ObservedState first = look(context, request);
        String directory = request.project().directory();
        LockOwner me = request.around()
                .lockOwner(
                        Release.ROLLBACK + " to " + target(request, first.log()).revision(),
                        context.sleeper().now());
        try (DeployLock lock =
                DeployLock.take(context, directory, me, request.around().lockWait())) {
            HostContext locked = ReconnectingRemote.of(context, lock);
            ObservedState observed = lock.waited() ? look(locked, request) : first;
            Release target = target(request, observed.log());
            Plan plan = plan(locked, request, observed, target);
            plan.summary().forEach(context.progress());
            Optional<Digest> bundle = request.withBundle() ? target.bundle() : observed.bundle();
            ReleaseLogWriter log = new ReleaseLogWriter(
                    locked, directory, new ReleaseLogWriter.Attempt(Release.ROLLBACK, request.around(), bundle));
            log.abandoned(lock.before());
            execute(locked, plan, target, log);
            return verify(locked, VerificationRetry.expecting(verification, target), target, log);
        }
    }

    private static void execute(HostContext locked, Plan plan, Release target, ReleaseLogWriter log) {
        try {
            new PlanExecutor(locked).run(plan);
        } catch (LostLockException e) {
            throw e;
        } catch (RolloutException e) {
            log.tryToWrite(target.revision(), target.images(), Release.Outcome.FAILED);
            throw e;
        }
    }

    private static Report verify(HostContext locked, VerifyRequest verification, Release target, ReleaseLogWriter log) {
        Report report = new VerificationRetry(locked).of(verification);
        if (!report.hasPassed()) {
            log.tryToWrite(target.revision(), target.images(), Release.Outcome.FAILED);
            locked.listener().failed(report);
            new ConsoleReport(ConsoleStyle.PLAIN).lines(report).forEach(locked.progress());
            throw new FailedRolloutException(
                    "The host was rolled back to " + target.revision()
                            + ", and that is not in order. Next: read what failed; cfa:rollout brings"
                            + " another release, cfa:rollback -Dcfa.targetRevision=<commit> an earlier one",
                    report,
                    Optional.empty(),
                    null);
        }
        log.verified(
                target.revision(), target.images(), new RunningImages(report, verification.stack()).infrastructure());
        return report;
    }

    private ObservedState look(HostContext through, RollbackRequest request) {
        ObservedState observed = ObservedState.of(
                through.host(), HostQuestions.beforeARollout(request.stack(), request.compose(), request.project()));
        HostChecks.beforeARollback(request.stack(), context.sleeper().now())
                .require(observed)
                .forEach(context.progress());
        return observed;
    }

    private static Release target(RollbackRequest request, ReleaseLog log) {
        return request.release().map(log::find).orElseGet(() -> log.beforeRunning()
                .orElseThrow(() -> new RolloutException(
                        "there is no verified release before the running one. Next: choose with -Dcfa.targetRevision=<commit> of"
                                + log.list())));
    }

    private Plan plan(HostContext through, RollbackRequest request, ObservedState observed, Release target) {
        guard.check(through.host(), target);
        RehearsalProgram program =
                new RehearsalProgram(request.project(), request.stack().projectName());
        List<DumpedDatabase> restored = new SchemaGuard(through, request.schema(), program)
                .check(observed.containers(), observed.log(), request.stack(), target);
        List<Step> bundle = otherBundle(through, request, observed, target);
        List<Step> before = new ArrayList<>(bundle);
        before.addAll(new DumpRestorePlanner(program, request.project().directory())
                .steps(restored, context.sleeper().now()));
        // neither on data that was brought back nor by another file may the release that is left run any longer
        Set<String> inTurn = bundle.isEmpty()
                ? restored.stream().map(DumpedDatabase::service).collect(Collectors.toSet())
                : request.stack().services().stream().map(Service::name).collect(Collectors.toSet());
        return new RollbackPlanner(request.stack(), request.project(), target)
                .startingFirst(observed.room(), inTurn)
                .plan(observed.containers(), inTurn, before);
    }

    /** Says how the bundle differs, and returns what brings the release's own back, if that is asked for. */
    private List<Step> otherBundle(
            HostContext through, RollbackRequest request, ObservedState observed, Release target) {
        if (target.bundle().isEmpty() || target.bundle().equals(observed.bundle())) {
            return List.of();
        }
        BundleBackups backups = new BundleBackups(request.project().directory());
        Optional<String> backup = backups.find(through.host(), target.bundle().get());
        context.say(target.revision() + " ran with other compose and env files than the host has now"
                + backup.map(name -> ", kept in .cfa/backup/" + name + ":").orElse("; they are in no backup"));
        backup.ifPresent(
                name -> backups.difference(through.host(), name, observed).forEach(context.progress()));
        if (!request.withBundle()) {
            context.say("the present files are used. Next: add -Dcfa.withBundle to bring those of " + target.revision()
                    + " back too");
            return List.of();
        }
        return backups.restore(
                backup.orElseThrow(() -> new RolloutException("the compose and env files of " + target.revision() + " ("
                        + target.bundle().get().shortForm() + ") are in no backup on "
                        + through.host().name()
                        + "; nothing was changed. Next: roll back"
                        + " without -Dcfa.withBundle, or sync them from that commit first")),
                context.sleeper().now());
    }
}
