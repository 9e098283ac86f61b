package io.cfa.maven.verify.inspect;

import io.cfa.maven.host.HostContext;
import io.cfa.maven.host.check.CheckResult;
import io.cfa.maven.host.check.DiskCheck;
import io.cfa.maven.host.check.ExpectedHost;
import io.cfa.maven.host.check.HostChecks;
import io.cfa.maven.host.check.LockCheck;
import io.cfa.maven.host.check.RegistryLoginCheck;
import io.cfa.maven.host.state.ObservedState;
import io.cfa.maven.remote.NoCommandsException;
import io.cfa.maven.report.Finding;
import io.cfa.maven.report.Outcome;
import io.cfa.maven.report.ProbeResult;
import io.cfa.maven.report.Report;
import io.cfa.maven.verify.probe.TagLookup;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Looks at what would stop a rollout, before one is tried; every finding has its remedy. Changes nothing. */
public final class Doctor {

    private static final String FOUND = "found";

    private final HostContext context;

    /** Examines a host that could be logged in to. */
    public Doctor(HostContext context) {
        this.context = context;
    }

    /** Examines everything: the checks of a rollout, and whether registries can be reached. */
    public Report examine(ExpectedHost expected, TagLookup registry) {
        return examine(
                expected,
                HostChecks.beforeARollout(expected, context.sleeper().now())
                        .with(new OutgoingPortsCheck(expected.stack().services())),
                registry,
                List::of);
    }

    /**
     * Examines what these checks do, and more.
     *
     * @param more what else there is to look at; asked last, where commands can be run there at all
     */
    public Report examine(
            ExpectedHost expected, HostChecks checks, TagLookup registry, Supplier<List<CheckResult>> more) {
        ObservedState observed;
        try {
            observed = ObservedState.of(
                    context.host(),
                    expected.questions().forADiagnosis(expected.project().directory()));
        } catch (NoCommandsException e) {
            return new Report(List.of(nothingCanBeAsked(e)), Map.of());
        }
        List<CheckResult> results = new ArrayList<>();
        results.add(CheckResult.passed("ssh", observed.host()));
        context.host()
                .noise()
                .map(noise -> CheckResult.passed("login shell", "prints before each answer, which is told apart"))
                .ifPresent(results::add);
        results.addAll(
                checks.with(new DiskCheck(0), new LockCheck(expected.project().directory()), new RegistryLoginCheck())
                        .examine(observed));
        results.addAll(new RegistryCheck(context.host(), expected.stack(), registry).results());
        results.addAll(more.get());
        return new Report(results.stream().map(Doctor::row).toList(), Map.of());
    }

    private ProbeResult nothingCanBeAsked(NoCommandsException problem) {
        return ProbeResult.failed(
                "commands",
                FOUND,
                "none can be run",
                new Finding(context.host().name(), problem.problem(), "a login shell that runs them", problem.next()));
    }

    private static ProbeResult row(CheckResult result) {
        Outcome outcome =
                switch (result.level()) {
                    case PASSED -> Outcome.PASSED;
                    case ADVICE -> Outcome.WARNED;
                    case UNKNOWN -> Outcome.UNKNOWN;
                    case WARNING, REFUSED -> Outcome.FAILED;
                };
        return new ProbeResult(result.subject(), FOUND, outcome, result.observed(), result.finding());
    }
}
