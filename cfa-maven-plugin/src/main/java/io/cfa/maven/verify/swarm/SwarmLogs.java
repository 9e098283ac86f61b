package io.cfa.maven.verify.swarm;

import io.cfa.maven.docker.swarm.SwarmCommands;
import io.cfa.maven.remote.RemoteHost;
import io.cfa.maven.remote.Result;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What the tasks of a service printed last, on whichever node, in the order of time; each line with its node before it. */
public final class SwarmLogs {

    /** Time, task and node, then what was printed. */
    private static final Pattern LINE = Pattern.compile("\\S+ \\S+@(\\S+)\\s+\\| (.*)");

    private SwarmLogs() {}

    /** At most so many lines; what docker itself says of them is among them. */
    public static List<String> last(RemoteHost host, String project, String service, int most) {
        Result result = host.run(SwarmCommands.logs(project, service, most));
        List<String> lines = Stream.of(result.output(), result.error())
                .flatMap(String::lines)
                .distinct()
                .sorted()
                .map(SwarmLogs::shortForm)
                .toList();
        return lines.subList(Math.max(0, lines.size() - most), lines.size());
    }

    private static String shortForm(String line) {
        Matcher parts = LINE.matcher(line);
        return parts.matches() ? parts.group(1) + " " + parts.group(2) : line;
    }
}
