package io.cfa.maven.host.check;

import io.cfa.maven.host.state.HostQuestions.Aspect;
import io.cfa.maven.host.state.ObservedState;
import io.cfa.maven.model.PublishedPort;
import io.cfa.maven.model.Service;
import io.cfa.maven.model.Stack;
import io.cfa.maven.report.Finding;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Whether every port that the stack publishes is free, or its own already. */
final class PortsCheck implements HostCheck {

    private static final String SUBJECT = "ports";

    private final ExpectedHost expected;

    PortsCheck(ExpectedHost expected) {
        this.expected = expected;
    }

    @Override
    public List<CheckResult> examine(ObservedState observed) {
        if (observed.answer(Aspect.LISTENING).output().isBlank()) {
            return List.of(CheckResult.unknown(
                    SUBJECT,
                    new Finding(
                            observed.host(),
                            "/proc/net/tcp is empty",
                            "the list of ports that are taken",
                            "look with `ss -ltn` there")));
        }
        if (!observed.answer(Aspect.CONTAINERS).succeeded()) {
            return List.of(CheckResult.unknown(
                    SUBJECT,
                    new Finding(
                            observed.host(),
                            "the engine does not say which ports are its own",
                            "its containers",
                            "mend the engine first")));
        }
        Set<Integer> own = observed.containers().containers().stream()
                .flatMap(container -> container.ports().stream())
                .map(PublishedPort::hostPort)
                .collect(Collectors.toSet());
        List<CheckResult> taken = stack(observed).services().stream()
                .flatMap(service -> service.ports().stream()
                        .filter(port -> !own.contains(port.hostPort()))
                        .filter(port -> observed.listening().stream().anyMatch(listener -> listener.blocks(port)))
                        .map(port -> taken(service, port.hostPort())))
                .toList();
        return taken.isEmpty() ? List.of(CheckResult.passed(SUBJECT, "free, or the stack's own")) : taken;
    }

    /** What the host's files say shall run, or where they cannot be read, the repository's. */
    private Stack stack(ObservedState observed) {
        return FilesCheck.stack(expected, observed).value().orElse(expected.stack());
    }

    private static CheckResult taken(Service service, int port) {
        return CheckResult.refused(
                SUBJECT,
                "taken",
                new Finding(
                        service.place().toString(),
                        "port " + port + " is taken on the host by something that is not of this project",
                        "free for " + service.name(),
                        "`ss -ltnp 'sport = :" + port + "'` there names it; stop it, or give " + service.name()
                                + " another port in " + Stack.ENV_FILE));
    }
}
