package io.cfa.maven.verify.inspect;

import io.cfa.maven.docker.CommandFailedException;
import io.cfa.maven.docker.ComposeProject;
import io.cfa.maven.docker.LogLine;
import io.cfa.maven.host.Sleeper;
import io.cfa.maven.remote.Command;
import io.cfa.maven.remote.RemoteHost;
import io.cfa.maven.remote.Result;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Reads what services print, all of them interleaved by time.
 *
 * <p>Following is asking again for what came since: so lines of several services keep their order, which a stream of each does not.
 */
public final class LogReader {

    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);
    /** Services are read one beside the other: a line may be older than another that was seen already. */
    private static final Duration OVERLAP = Duration.ofSeconds(2);

    private static final Duration LIMIT = Duration.ofMinutes(2);

    private final RemoteHost host;
    private final ComposeProject project;
    private final Collection<String> services;
    private String since;
    private Set<LogLine> seen = Set.of();

    /**
     * Reads services from a time on.
     *
     * @param services all of the project where empty
     * @param since    a time, or a span such as {@code 10m}, as docker reads it
     */
    public LogReader(RemoteHost host, ComposeProject project, Collection<String> services, String since) {
        this.host = host;
        this.project = project;
        this.services = List.copyOf(services);
        this.since = since;
    }

    /** What was printed since the last call. */
    public List<LogLine> next() {
        Command command = project.logs(services, since).within(LIMIT);
        Result result = host.run(command);
        if (!result.succeeded()) {
            throw new CommandFailedException(host.name(), command, result);
        }
        List<LogLine> all = LogLine.interleaved(result.output());
        List<LogLine> fresh = all.stream().filter(line -> !seen.contains(line)).toList();
        if (!all.isEmpty()) {
            Instant from = all.get(all.size() - 1).time().minus(OVERLAP);
            seen = all.stream().filter(line -> !line.time().isBefore(from)).collect(Collectors.toSet());
            since = from.toString();
        }
        return fresh;
    }

    /** Waits until it is worth asking again. */
    public void await(Sleeper sleeper) {
        sleeper.pause(BETWEEN_LOOKS);
    }
}
