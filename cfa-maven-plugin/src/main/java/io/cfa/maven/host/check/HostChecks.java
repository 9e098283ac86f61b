package io.cfa.maven.host.check;

import io.cfa.maven.host.HostRefusedException;
import io.cfa.maven.host.state.ObservedState;
import io.cfa.maven.model.Stack;
import io.cfa.maven.report.Finding;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Several checks of a host, judged together, so that all that is wrong is said at once.
 *
 * @param checks in the order of their results
 */
public record HostChecks(List<HostCheck> checks) {

    /** Copies. */
    public HostChecks {
        checks = List.copyOf(checks);
    }

    /** All that a rollout needs. */
    public static HostChecks beforeARollout(ExpectedHost expected, Instant now) {
        FilesCheck files = new FilesCheck(expected);
        return new HostChecks(List.of(
                new EngineCheck(),
                new ProgramsCheck(),
                new ContainersCheck(expected.stack()),
                files,
                new SecretsCheck(expected),
                new PortsCheck(expected),
                new ClockCheck(now),
                new TlsCheck(expected, now)));
    }

    /** What a rollout to a swarm needs of the manager that is talked to; what it needs of the swarm is asked otherwise. */
    public static HostChecks ofAManager(ExpectedHost expected, Instant now) {
        return new HostChecks(List.of(
                new EngineCheck(),
                new ProgramsCheck(),
                new FilesCheck(expected),
                new ClockCheck(now),
                new TlsCheck(expected, now)));
    }

    /** What a rollback to a release that was there before needs: the programs, and containers that can be replaced, nothing else. */
    public static HostChecks beforeARollback(Stack stack, Instant now) {
        return new HostChecks(
                List.of(new EngineCheck(), new ProgramsCheck(), new ContainersCheck(stack), new ClockCheck(now)));
    }

    /** The same checks and more. */
    public HostChecks with(HostCheck... more) {
        return new HostChecks(Stream.concat(checks.stream(), Stream.of(more)).toList());
    }

    /** Judges. */
    public List<CheckResult> examine(ObservedState observed) {
        return checks.stream()
                .flatMap(check -> check.examine(observed).stream())
                .toList();
    }

    /**
     * Judges, and lets only a host pass that nothing stops a rollout to.
     *
     * @return warnings, which stop nothing, a line each
     * @throws HostRefusedException with every finding
     */
    public List<String> require(ObservedState observed) {
        List<Finding> refusals = new ArrayList<>();
        List<String> warnings = new ArrayList<>();
        for (CheckResult result : examine(observed)) {
            Optional<Finding> finding = result.finding();
            if (result.level() == CheckResult.Level.REFUSED) {
                finding.ifPresent(refusals::add);
            } else if (result.level() == CheckResult.Level.WARNING) {
                finding.ifPresent(found -> warnings.add(found.toString()));
                warnings.addAll(result.details());
            }
        }
        if (!refusals.isEmpty()) {
            throw new HostRefusedException(observed.host() + " is not ready; nothing was changed there.", refusals);
        }
        return warnings;
    }
}
