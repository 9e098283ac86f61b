package io.cfa.maven.rollout.rollback;

import io.cfa.maven.host.RolloutException;
import io.cfa.maven.host.Sleeper;
import io.cfa.maven.host.lock.DeployLock;
import io.cfa.maven.host.lock.LockOwner;
import io.cfa.maven.host.lock.LostLockException;
import io.cfa.maven.host.lock.ReconnectingRemote;
import io.cfa.maven.host.release.Release;
import io.cfa.maven.host.release.ReleaseLog;
import io.cfa.maven.host.state.HostState;
import io.cfa.maven.host.state.PreflightFacts;
import io.cfa.maven.remote.RemoteHost;
import io.cfa.maven.report.ConsoleReport;
import io.cfa.maven.report.Report;
import io.cfa.maven.rollout.bundle.BundleBackups;
import io.cfa.maven.rollout.execute.FailedRolloutException;
import io.cfa.maven.rollout.execute.PlanExecutor;
import io.cfa.maven.rollout.execute.ReleaseLogWriter;
import io.cfa.maven.rollout.execute.VerificationRetry;
import io.cfa.maven.rollout.plan.Plan;
import io.cfa.maven.rollout.plan.RollbackPlanner;
import io.cfa.maven.rollout.plan.Step;
import io.cfa.maven.rollout.preflight.Preflight;
import io.cfa.maven.verify.VerifyRequest;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Brings an earlier verified release back, out of images that the host still has; needs no registry.
 */
public final class Rollback {

    private final RemoteHost host;
    private final Sleeper sleeper;
    private final Consumer<String> progress;

    /**
     * Goes back on one host.
     *
     * @param progress is told each line that a person should see
     */
    public Rollback(RemoteHost host, Sleeper sleeper, Consumer<String> progress) {
        this.host = host;
        this.sleeper = sleeper;
        this.progress = progress;
    }

    /**
     * Makes the plan, having looked at the host; changes nothing.
     *
     * @throws RolloutException if there is nothing to go back to
     */
    public Plan plan(RollbackRequest request) {
        PreflightFacts facts = look(host, request);
        return plan(host, request, facts, target(request, facts.log()));
    }

    /**
     * Makes the plan, runs it and verifies what runs then.
     *
     * @param verification how patiently to verify
     * @return what was verified; all of it passed
     * @throws FailedRolloutException if what runs now is not in order
     * @throws RolloutException       if it was refused, or a step failed
     */
    public Report run(RollbackRequest request, VerifyRequest verification) {
        PreflightFacts first = look(host, request);
        LockOwner me = request.around()
                .lockOwner(
                        Release.ROLLBACK + " to " + target(request, first.log()).revision(), sleeper.now());
        try (DeployLock lock = DeployLock.take(
                host, request.project().directory(), me, request.around().lockWait(), sleeper, progress)) {
            RemoteHost steady = new ReconnectingRemote(host, lock, progress);
            PreflightFacts facts = lock.waited() ? look(steady, request) : first;
            Release target = target(request, facts.log());
            Plan plan = plan(steady, request, facts, target);
            plan.summary().forEach(progress);
            ReleaseLogWriter log = new ReleaseLogWriter(
                    new PlanExecutor(steady, sleeper, progress, request.around().listener()),
                    sleeper,
                    progress,
                    request.project().directory(),
                    Release.ROLLBACK,
                    request.around(),
                    request.withBundle() ? target.bundle() : facts.bundle());
            log.abandoned(lock.before());
            return run(steady, request, plan, target, verification, log);
        }
    }

    private Report run(
            RemoteHost steady,
            RollbackRequest request,
            Plan plan,
            Release target,
            VerifyRequest verification,
            ReleaseLogWriter log) {
        try {
            new PlanExecutor(steady, sleeper, progress, request.around().listener()).run(plan);
        } catch (LostLockException e) {
            throw e;
        } catch (RolloutException e) {
            log.tryToWrite(target.revision(), target.images(), Release.Outcome.FAILED);
            throw e;
        }
        Report report = new VerificationRetry(
                        steady, sleeper, progress, request.around().listener())
                .of(VerificationRetry.expecting(verification, target));
        if (!report.hasPassed()) {
            log.tryToWrite(target.revision(), target.images(), Release.Outcome.FAILED);
            request.around().listener().failed(report);
            new ConsoleReport(false).lines(report).forEach(progress);
            throw new FailedRolloutException(
                    "The host went back to " + target.revision()
                            + ", and that is not in order. Next: read what failed; cfa:rollout brings"
                            + " another release, cfa:rollback -Dcfa.release=<commit> an earlier one",
                    report,
                    Optional.empty(),
                    null);
        }
        log.write(target.revision(), target.images(), Release.Outcome.VERIFIED);
        return report;
    }

    private PreflightFacts look(RemoteHost on, RollbackRequest request) {
        PreflightFacts facts = PreflightFacts.of(
                on, request.stack(), request.compose(), request.project().directory());
        Preflight.checkPrograms(facts, sleeper.now()).forEach(progress);
        return facts;
    }

    private static Release target(RollbackRequest request, ReleaseLog log) {
        return request.release().map(log::find).orElseGet(() -> log.beforeRunning()
                .orElseThrow(() -> new RolloutException(
                        "there is no verified release before the running one. Next: choose with -Dcfa.release=<commit> of"
                                + log.list())));
    }

    private Plan plan(RemoteHost on, RollbackRequest request, PreflightFacts facts, Release target) {
        List<Step> before = otherBundle(on, request, facts, target);
        return new RollbackPlanner(request.stack(), request.project(), target)
                .plan(HostState.of(on, request.stack()), !before.isEmpty(), before);
    }

    /** Says how the bundle differs, and returns what brings the release's own back, if that is asked for. */
    private List<Step> otherBundle(RemoteHost on, RollbackRequest request, PreflightFacts facts, Release target) {
        if (target.bundle().isEmpty() || target.bundle().equals(facts.bundle())) {
            return List.of();
        }
        BundleBackups backups = new BundleBackups(request.project().directory());
        Optional<String> backup = backups.find(on, target.bundle().get());
        progress.accept(target.revision() + " ran with other compose and env files than the host has now"
                + backup.map(name -> ", kept in .cfa/backup/" + name + ":").orElse("; they are in no backup"));
        backup.ifPresent(name -> backups.difference(on, name, facts).forEach(progress));
        if (!request.withBundle()) {
            progress.accept("the present files are used. Next: add -Dcfa.withBundle to bring those of "
                    + target.revision() + " back too");
            return List.of();
        }
        return backups.restore(
                backup.orElseThrow(() -> new RolloutException("the compose and env files of " + target.revision() + " ("
                        + target.bundle().get().shortForm() + ") are in no backup on " + on.name()
                        + "; nothing was changed. Next: go back"
                        + " without -Dcfa.withBundle, or sync them from that commit first")),
                sleeper.now());
    }
}
