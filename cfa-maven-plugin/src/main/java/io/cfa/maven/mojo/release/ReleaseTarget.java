package io.cfa.maven.mojo.release;

import io.cfa.maven.backup.KeptStack;
import io.cfa.maven.host.check.ExpectedHost;
import io.cfa.maven.host.release.ReleaseLog;
import io.cfa.maven.report.Report;
import io.cfa.maven.rollout.execute.Deployment;
import io.cfa.maven.rollout.rehearsal.RehearsalOptions;
import io.cfa.maven.rollout.rollback.ReleaseGuard;
import io.cfa.maven.rollout.rollback.RollbackStrategy;
import io.cfa.maven.verify.VerifyRequest;
import io.cfa.maven.verify.inspect.LogReader;
import io.cfa.maven.verify.inspect.StatusReport;
import io.cfa.maven.verify.probe.TagLookup;
import java.util.Collection;
import java.util.Optional;

/** Where a stack runs: on one host by Docker Compose, or on the nodes of a swarm. Goals do not know which. */
public interface ReleaseTarget {

    /** What was released there. */
    ReleaseLog log();

    /** Brings releases there. */
    Deployment deployment(RehearsalOptions rehearsal);

    /** Brings earlier releases back there, those that a guard lets pass. */
    RollbackStrategy rollback(ReleaseGuard guard);

    /** Proves what runs there; changes nothing. */
    Report verify(VerifyRequest request);

    /**
     * Reads what its containers print.
     *
     * @param services all where empty
     * @param since    a time, or a span such as {@code 10m}, as docker reads it
     */
    LogReader logs(Collection<String> services, String since);

    /**
     * Looks at what would stop a rollout.
     *
     * @param user whose credential a rollout from here would use at the registry; empty where it would be the host's own
     */
    Report examine(ExpectedHost expected, TagLookup registry, Optional<String> user);

    /** The same, and that the data is whole, where services there can prove it. */
    Report verifyData(VerifyRequest request);

    /** The stack, as one whose data is kept. */
    KeptStack kept();

    /** Says what runs there, without judging it. */
    StatusReport.Tables status();
}
