package io.cfa.maven.verify.swarm;

import io.cfa.maven.docker.swarm.SwarmCommands;
import io.cfa.maven.remote.RemoteHost;
import io.cfa.maven.remote.Result;
import java.util.List;
import java.util.stream.Stream;

/** What the tasks of a service printed last, on whichever node. */
final class SwarmLogs {

    private static final int LINES = 30;

    private SwarmLogs() {}

    static List<String> last(RemoteHost host, String project, String service) {
        Result result = host.run(SwarmCommands.logs(project, service, LINES));
        List<String> lines = Stream.of(result.output(), result.error())
                .flatMap(String::lines)
                .sorted()
                .toList();
        return lines.subList(Math.max(0, lines.size() - LINES), lines.size());
    }
}
