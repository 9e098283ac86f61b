package io.cfa.maven.rollout.swarm;

import io.cfa.maven.docker.stack.StackDocument;
import io.cfa.maven.docker.swarm.SwarmCommands;
import io.cfa.maven.host.HostContext;
import io.cfa.maven.host.lock.DeployLock;
import io.cfa.maven.host.lock.LockOwner;
import io.cfa.maven.host.lock.ReconnectingRemote;
import io.cfa.maven.host.lock.SwarmLock;
import io.cfa.maven.host.realm.RealmReconciliation;
import io.cfa.maven.host.release.Release;
import io.cfa.maven.model.Digest;
import io.cfa.maven.report.Report;
import io.cfa.maven.rollout.execute.Deployment;
import io.cfa.maven.rollout.execute.PlanExecutor;
import io.cfa.maven.rollout.plan.Plan;
import io.cfa.maven.rollout.plan.RolloutRequest;
import io.cfa.maven.rollout.preflight.DowngradeGuard;
import io.cfa.maven.verify.VerifyRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Brings a release to a swarm: all services come to it, or all go back to the release before. */
public final class StackRollout implements Deployment {

    private final HostContext context;
    private final String goal;

    /** Rolls out by way of one manager. */
    public StackRollout(HostContext context) {
        this(context, Release.ROLLOUT);
    }

    /** The same for another goal, which the lock and the release log name. */
    StackRollout(HostContext context, String goal) {
        this.context = context;
        this.goal = goal;
    }

    @Override
    public Plan plan(RolloutRequest request) {
        ObservedSwarm observed = look(context, request);
        StackPlanner planner = new StackPlanner(request, context.host().name(), observed);
        StackImages images = images(request, observed);
        StackDocument document = planner.document(request.revision(), images);
        planner.require(document);
        Plan plan = planner.plan(document);
        ImageSchemas schemas = new ImageSchemas(request, observed.log());
        return new Plan(
                Stream.of(
                                plan.summary().stream(),
                                schemas.migrations(schemas.known(), running(observed)).stream(),
                                realm(request, observed).stream(),
                                document.lines().stream())
                        .flatMap(lines -> lines)
                        .toList(),
                Stream.of(planner.pull(images).steps().stream(), schemas.steps().stream(), plan.steps().stream())
                        .flatMap(steps -> steps)
                        .toList());
    }

    private List<String> realm(RolloutRequest request, ObservedSwarm observed) {
        return RealmReconciliation.foretold(
                () -> RealmReconciliation.of(
                        context, request.stack(), request.project().directory(), observed.state()),
                "after the deploy");
    }

    private static Map<String, Digest> running(ObservedSwarm observed) {
        return observed.log()
                .log()
                .lastVerified()
                .map(release -> Map.<String, Digest>copyOf(release.images()))
                .orElse(Map.of());
    }

    @Override
    public Report run(RolloutRequest request, VerifyRequest verification) {
        ObservedSwarm first = look(context, request);
        StackPlanner planner = new StackPlanner(request, context.host().name(), first);
        planner.require(planner.document(request.revision(), images(request, first)));
        String directory = request.project().directory();
        LockOwner me = request.around()
                .lockOwner(goal + " of " + request.revision(), context.sleeper().now());
        try (DeployLock lock =
                DeployLock.take(context, directory, me, request.around().lockWait())) {
            HostContext locked = ReconnectingRemote.of(context, lock);
            try (SwarmLock whole = SwarmLock.take(
                    locked,
                    request.stack().projectName(),
                    me,
                    first.info().node(),
                    request.around().lockWait())) {
                // whoever was waited for may have changed everything
                ObservedSwarm observed = look(locked, request);
                StackImages images = known(locked, request, observed);
                ImageSchemas schemas = new ImageSchemas(request, observed.log());
                Map<String, String> labels =
                        goal.equals(Release.ROLLBACK) ? schemas.askIfItCanBeHad(locked) : schemas.ask(locked);
                List<String> migrations = schemas.migrations(labels, running(observed));
                migrations.forEach(locked.progress());
                return new StackExecution(locked, request, observed, whole, goal)
                        .knowing(labels, migrations)
                        .run(images, verification);
            }
        }
    }

    /** The digests of the infrastructure that nobody has said are those of what the manager pulls now. */
    private static StackImages known(HostContext locked, RolloutRequest request, ObservedSwarm observed) {
        StackImages images = images(request, observed);
        if (images.toPull().isEmpty()) {
            return images;
        }
        new PlanExecutor(locked).run(new StackPlanner(request, locked.host().name(), observed).pull(images));
        return images.with(SwarmCommands.repositoryDigests(images.toPull()).ask(locked.host()));
    }

    private static StackImages images(RolloutRequest request, ObservedSwarm observed) {
        Map<String, Digest> before = observed.log()
                .log()
                .lastVerified()
                .map(release -> release.infrastructure(request.stack()))
                .orElse(Map.of());
        return StackImages.of(
                request.stack(), request.expected(), request.around().infrastructure(), before);
    }

    private static ObservedSwarm look(HostContext through, RolloutRequest request) {
        ObservedSwarm observed = ObservedSwarm.of(
                through.host(), request.project(), request.stack().projectName());
        Optional<String> running = observed.log().log().lastVerified().map(Release::revision);
        DowngradeGuard.check(through.host().name(), request.revision(), running, request.around())
                .ifPresent(through.progress());
        return observed;
    }
}
