package io.cfa.maven.mojo.release;

import io.cfa.maven.backup.ComposeKept;
import io.cfa.maven.backup.KeptStack;
import io.cfa.maven.docker.ContainerLogs;
import io.cfa.maven.host.HostContext;
import io.cfa.maven.host.check.ExpectedHost;
import io.cfa.maven.host.release.ReleaseLog;
import io.cfa.maven.model.Stack;
import io.cfa.maven.report.Report;
import io.cfa.maven.rollout.execute.Deployment;
import io.cfa.maven.rollout.execute.Rollout;
import io.cfa.maven.rollout.rehearsal.RehearsalOptions;
import io.cfa.maven.rollout.rollback.ReleaseGuard;
import io.cfa.maven.rollout.rollback.Rollback;
import io.cfa.maven.rollout.rollback.RollbackStrategy;
import io.cfa.maven.verify.Verifier;
import io.cfa.maven.verify.VerifyRequest;
import io.cfa.maven.verify.inspect.Doctor;
import io.cfa.maven.verify.inspect.LogReader;
import io.cfa.maven.verify.inspect.StatusReport;
import io.cfa.maven.verify.probe.TagLookup;
import java.util.Collection;
import java.util.Optional;

/** One host, with Docker Compose. */
record ComposeTarget(HostContext context, String directory, Stack stack) implements ReleaseTarget {

    @Override
    public ReleaseLog log() {
        return ReleaseLog.read(context.host(), directory);
    }

    @Override
    public Deployment deployment(RehearsalOptions rehearsal) {
        return new Rollout(context, rehearsal);
    }

    @Override
    public RollbackStrategy rollback(ReleaseGuard guard) {
        return new Rollback(context, guard);
    }

    @Override
    public Report verify(VerifyRequest request) {
        return new Verifier(context).verify(request);
    }

    @Override
    public LogReader logs(Collection<String> services, String since) {
        String project = stack.projectName();
        return new LogReader(context.host(), project, from -> ContainerLogs.of(project, services, from), since);
    }

    @Override
    public Report examine(ExpectedHost expected, TagLookup registry, Optional<String> user) {
        return new Doctor(context).examine(expected, registry);
    }

    @Override
    public Report verifyData(VerifyRequest request) {
        return verify(request.proving(true));
    }

    @Override
    public KeptStack kept() {
        return new ComposeKept(stack.projectName());
    }

    @Override
    public StatusReport.Tables status() {
        return new StatusReport(context).tables(stack, directory);
    }
}
