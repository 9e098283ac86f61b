package io.cfa.maven.docker;

import io.cfa.maven.remote.Command;
import io.cfa.maven.remote.Result;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A command on the host ended with another exit status than 0; the message holds host, command, exit status and the last lines it printed.
 */
public final class CommandFailedException extends RuntimeException {

    private static final long serialVersionUID = 1L;
    private static final int SHOWN_LINES = 12;

    /** Says which command of which host gave which result. */
    public CommandFailedException(String host, Command command, Result result) {
        super(host + ": " + describe(command, result));
    }

    /** Says that a command printed something that cannot be read. */
    CommandFailedException(String host, Command command, RuntimeException cause) {
        super(
                host + ": `" + command + "` printed something else than expected: "
                        + cause.getMessage().lines().findFirst().orElse(""),
                cause);
    }

    /** Such as {@code `docker version` exited with 1:}, and what it printed last. */
    public static String describe(Command command, Result result) {
        return "`" + command + "` exited with " + result.exitStatus() + lastLines(result);
    }

    private static String lastLines(Result result) {
        List<String> lines = Stream.of(result.output(), result.error())
                .flatMap(String::lines)
                .filter(line -> !line.isBlank())
                .toList();
        return lines.isEmpty()
                ? " and printed nothing"
                : lines.stream()
                        .skip(Math.max(0, lines.size() - SHOWN_LINES))
                        .collect(Collectors.joining("\n  ", ":\n  ", ""));
    }
}
