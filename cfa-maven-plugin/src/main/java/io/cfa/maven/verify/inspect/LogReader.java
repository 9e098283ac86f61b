package io.cfa.maven.verify.inspect;

import io.cfa.maven.docker.CommandFailedException;
import io.cfa.maven.docker.LogLine;
import io.cfa.maven.docker.UnreadableLog;
import io.cfa.maven.host.Sleeper;
import io.cfa.maven.remote.Command;
import io.cfa.maven.remote.RemoteHost;
import io.cfa.maven.remote.Result;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Reads what services print, all of them interleaved by time, and hands out each line as it comes: however much that is, only the lines of the last
 * moment are kept.
 *
 * <p>Following is asking again for what came since: so lines of several services keep their order, which a stream of each does not.
 */
public final class LogReader {

    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(2);

    /** Services are read one beside the other: a line may be older than another that was seen already. */
    private static final Duration OVERLAP = Duration.ofSeconds(2);

    private static final int MOST_KEPT = 10_000;

    private final RemoteHost host;
    private final String project;
    private final Function<String, Command> question;
    private final Deque<LogLine> recent = new ArrayDeque<>();
    private String since;

    /**
     * Reads services from a time on.
     *
     * @param project  compose's name of it
     * @param question what prints it from a time on
     * @param since    a time, or a span such as {@code 10m}, as docker reads it
     */
    public LogReader(RemoteHost host, String project, Function<String, Command> question, String since) {
        this.host = host;
        this.project = project;
        this.question = question;
        this.since = since;
    }

    /**
     * Hands out what was printed since the last call, in the order of time.
     *
     * @return whose log could not be read
     * @throws CommandFailedException if the engine does not answer
     */
    public List<UnreadableLog> read(Consumer<LogLine> lines) {
        Set<LogLine> seen = new HashSet<>(recent);
        UnreadableLogs others = new UnreadableLogs(project);
        Command command = question.apply(since);
        Result result = host.stream(command, text -> {
            Optional<LogLine> line = LogLine.of(text);
            if (line.isEmpty()) {
                others.add(text);
            } else if (!seen.contains(line.get())) {
                keep(line.get());
                lines.accept(line.get());
            }
        });
        if (!result.succeeded()) {
            throw new CommandFailedException(host.name(), command, result);
        }
        if (!recent.isEmpty()) {
            since = recent.getLast().time().minus(OVERLAP).toString();
        }
        return others.logs();
    }

    private void keep(LogLine line) {
        recent.add(line);
        while (recent.size() > MOST_KEPT
                || recent.getFirst().time().isBefore(recent.getLast().time().minus(OVERLAP))) {
            recent.removeFirst();
        }
    }

    /** Waits until it is worth asking again. */
    public void await(Sleeper sleeper) {
        sleeper.pause(BETWEEN_LOOKS);
    }
}
