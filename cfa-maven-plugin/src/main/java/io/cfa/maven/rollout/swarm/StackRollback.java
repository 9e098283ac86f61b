package io.cfa.maven.rollout.swarm;

import io.cfa.maven.docker.ComposeProject;
import io.cfa.maven.host.HostContext;
import io.cfa.maven.host.RolloutException;
import io.cfa.maven.host.release.Release;
import io.cfa.maven.host.release.ReleaseLog;
import io.cfa.maven.host.release.SwarmReleaseLog;
import io.cfa.maven.host.state.HostQuestions;
import io.cfa.maven.host.state.ObservedState;
import io.cfa.maven.model.Digest;
import io.cfa.maven.report.Report;
import io.cfa.maven.rollout.plan.Ancestry;
import io.cfa.maven.rollout.plan.Plan;
import io.cfa.maven.rollout.plan.RolloutRequest;
import io.cfa.maven.rollout.rollback.ReleaseGuard;
import io.cfa.maven.rollout.rollback.RollbackRequest;
import io.cfa.maven.rollout.rollback.RollbackStrategy;
import io.cfa.maven.rollout.rollback.SchemaPolicy;
import io.cfa.maven.rollout.rollback.StackSchemaGuard;
import io.cfa.maven.verify.VerifyRequest;
import java.util.Optional;

/** Brings an earlier verified release back to a swarm, by the digests of its release log; needs no registry where the nodes still have the images. */
public final class StackRollback implements RollbackStrategy {

    private final HostContext context;
    private final ReleaseGuard guard;
    private final StackRollout rollout;

    /** Rolls back by way of one manager, to releases that a guard lets pass. */
    public StackRollback(HostContext context, ReleaseGuard guard) {
        this.context = context;
        this.guard = guard;
        this.rollout = new StackRollout(context, Release.ROLLBACK);
    }

    @Override
    public Plan plan(RollbackRequest request) {
        return rollout.plan(to(request));
    }

    @Override
    public Report run(RollbackRequest request, VerifyRequest verification) {
        return rollout.run(to(request), verification);
    }

    /** Images alone go back: what they were configured with may have been another thing then. */
    private void tellOfOtherFiles(Release target, ComposeProject project) {
        Optional<Digest> now = ObservedState.of(context.host(), HostQuestions.ofComposeAndEnv(project))
                .bundle();
        target.bundle()
                .filter(then -> !Optional.of(then).equals(now))
                .ifPresent(then -> context.say("compose and env were others when " + target.revision() + " ran ("
                        + then.shortForm()
                        + "); they stay as they are. Next, where that matters: bring those of that commit with"
                        + " cfa:sync, then roll back"));
    }

    /** As a rollout of what the log says; nothing that is not done on a swarm is passed over in silence. */
    private RolloutRequest to(RollbackRequest request) {
        if (request.withBundle() || request.schema() == SchemaPolicy.WITH_DATA) {
            throw new RolloutException(
                    "-Dcfa.withBundle and -Dcfa.withData are for one host; nothing was changed. Next: sync the bundle of that commit"
                            + " first, or roll back without them");
        }
        String project = request.stack().projectName();
        SwarmReleaseLog remembered =
                SwarmReleaseLog.parse(project, context.host().run(SwarmReleaseLog.read(project)));
        ReleaseLog log = remembered.log();
        Release target = request.release().map(log::find).orElseGet(() -> log.beforeRunning()
                .orElseThrow(() -> new RolloutException(
                        "there is no verified release before the running one. Next: choose with -Dcfa.targetRevision=<commit> of"
                                + log.list())));
        guard.check(context.host(), target);
        if (request.schema() != SchemaPolicy.ACCEPT) {
            new StackSchemaGuard(context, request.stack(), remembered).check(target);
        }
        tellOfOtherFiles(target, request.project());
        return new RolloutRequest(
                        target.revision(),
                        request.stack(),
                        request.compose(),
                        request.project(),
                        target.images(),
                        Optional.empty())
                .with(request.around()
                        .infrastructure(target.infrastructure(request.stack()))
                        .order((older, newer) -> Ancestry.Answer.NO, true));
    }
}
