package io.cfa.maven.verify.inspect;

import io.cfa.maven.host.state.ContainerSnapshot;
import io.cfa.maven.model.PublishedPort;
import io.cfa.maven.model.Service;
import io.cfa.maven.model.Stack;
import io.cfa.maven.remote.Command;
import io.cfa.maven.remote.RemoteHost;
import io.cfa.maven.remote.Result;
import io.cfa.maven.report.Finding;
import io.cfa.maven.report.ProbeResult;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Whether every port that the stack publishes is free, or its own already. */
final class PortCheck {

    private static final String SUBJECT = "ports";
    private static final int HEXADECIMAL = 16;

    /** Local address and port, remote ones, and the state LISTEN; what every Linux has, where ss and lsof need not be installed. */
    private static final Pattern LISTENING =
            Pattern.compile("(?m)^\\s*\\d+: [0-9A-F]+:([0-9A-F]{4}) [0-9A-F]+:0000 0A ");

    private final RemoteHost host;
    private final Stack stack;

    PortCheck(RemoteHost host, Stack stack) {
        this.host = host;
        this.stack = stack;
    }

    List<ProbeResult> results() {
        Result sockets = host.run(Command.of("cat", "/proc/net/tcp", "/proc/net/tcp6"));
        if (sockets.output().isBlank()) {
            return List.of(Doctor.unknown(
                    SUBJECT,
                    new Finding(
                            host.name(),
                            "/proc/net/tcp is empty",
                            "the list of ports that are taken",
                            "look with `ss -ltn` there")));
        }
        Set<Integer> taken = LISTENING
                .matcher(sockets.output())
                .results()
                .map(socket -> Integer.parseInt(socket.group(1), HEXADECIMAL))
                .collect(Collectors.toSet());
        Set<Integer> own = ContainerSnapshot.of(host, stack.projectName()).containers().stream()
                .flatMap(container -> container.ports().stream())
                .map(PublishedPort::hostPort)
                .collect(Collectors.toSet());
        List<ProbeResult> results = stack.services().stream()
                .flatMap(service -> service.ports().stream()
                        .map(PublishedPort::hostPort)
                        .filter(port -> taken.contains(port) && !own.contains(port))
                        .map(port -> result(service, port)))
                .toList();
        return results.isEmpty() ? List.of(Doctor.passed(SUBJECT, "free, or the stack's own")) : results;
    }

    private static ProbeResult result(Service service, int port) {
        return Doctor.failed(
                SUBJECT,
                "taken",
                new Finding(
                        service.place().toString(),
                        "port " + port + " is taken by another program",
                        "free for " + service.name(),
                        "`ss -ltnp 'sport = :" + port + "'` on the host names it; stop it, or choose another port in "
                                + Stack.ENV_FILE));
    }
}
