package io.cfa.maven.mojo.release;

import io.cfa.maven.backup.KeptStack;
import io.cfa.maven.backup.SwarmKept;
import io.cfa.maven.docker.swarm.StackLogs;
import io.cfa.maven.host.HostContext;
import io.cfa.maven.host.check.ExpectedHost;
import io.cfa.maven.host.release.ReleaseLog;
import io.cfa.maven.host.release.SwarmReleaseLog;
import io.cfa.maven.model.Stack;
import io.cfa.maven.report.Report;
import io.cfa.maven.rollout.execute.Deployment;
import io.cfa.maven.rollout.rehearsal.RehearsalOptions;
import io.cfa.maven.rollout.rollback.ReleaseGuard;
import io.cfa.maven.rollout.rollback.RollbackStrategy;
import io.cfa.maven.rollout.swarm.StackRollback;
import io.cfa.maven.rollout.swarm.StackRollout;
import io.cfa.maven.verify.VerifyRequest;
import io.cfa.maven.verify.inspect.LogReader;
import io.cfa.maven.verify.inspect.StatusReport;
import io.cfa.maven.verify.probe.TagLookup;
import io.cfa.maven.verify.swarm.StackDoctor;
import io.cfa.maven.verify.swarm.StackStatus;
import io.cfa.maven.verify.swarm.StackVerifier;
import java.util.Collection;
import java.util.Optional;

/** The nodes of a swarm, by way of one manager. */
record SwarmTarget(HostContext context, String directory, Stack stack) implements ReleaseTarget {

    @Override
    public ReleaseLog log() {
        String project = stack.projectName();
        return SwarmReleaseLog.parse(project, context.host().run(SwarmReleaseLog.read(project)))
                .log();
    }

    /** A migration is not rehearsed on a copy: the engine of the manager need not be the one that has the database. */
    @Override
    public Deployment deployment(RehearsalOptions rehearsal) {
        return new StackRollout(context);
    }

    @Override
    public RollbackStrategy rollback(ReleaseGuard guard) {
        return new StackRollback(context, guard);
    }

    @Override
    public Report verify(VerifyRequest request) {
        return new StackVerifier(context).verify(request);
    }

    @Override
    public LogReader logs(Collection<String> services, String since) {
        String project = stack.projectName();
        return new LogReader(context.host(), project, from -> StackLogs.of(project, services, from), since);
    }

    @Override
    public Report examine(ExpectedHost expected, TagLookup registry, Optional<String> user) {
        return new StackDoctor(context, user).examine(expected, registry);
    }

    @Override
    public Report verifyData(VerifyRequest request) {
        return verify(request.proving(true));
    }

    @Override
    public KeptStack kept() {
        return new SwarmKept(stack.projectName());
    }

    @Override
    public StatusReport.Tables status() {
        return new StackStatus(context).tables(stack, directory);
    }
}
