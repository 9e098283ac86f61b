package io.cfa.maven.host.lock;

import io.cfa.maven.remote.Command;
import io.cfa.maven.remote.Result;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Makes a command one that never runs beside another of its kind on the host, and that the host itself ends when its time is over.
 *
 * <p>So a command whose caller is gone is waited for by the next one, and a command that hangs blocks nobody for ever.
 */
public final class HostCommandLock {

    /** What such commands, and nothing else, hold while they run. */
    static final String BUSY = ".cfa/busy";

    private static final int TIMED_OUT = 124;
    private static final int KILLED = 137;
    private static final Duration GRACE = Duration.ofSeconds(10);
    private static final String PROGRAM = "timeout";

    /** A connection that is lost closes the command's output, and a program that writes there then dies in the middle of its work. */
    private static final String TO_ITS_END =
            "trap '' HUP PIPE; said=$(\"$@\" 2>&1); status=$?; printf '%s\\n' \"$said\" >&2; exit $status";

    private HostCommandLock() {}

    /** The same command, under the lock of a directory. */
    public static Command of(String directory, Command command) {
        return under(directory, command, Stream.of());
    }

    /** The same command, under the lock of a directory, going on to its end also when nobody hears it any more. */
    public static Command toItsEnd(String directory, Command command) {
        return under(directory, command, Stream.of("sh", "-c", TO_ITS_END, "sh"));
    }

    private static Command under(String directory, Command command, Stream<String> shell) {
        Stream<String> lock = Stream.of(
                "--kill-after=" + GRACE.toSeconds(),
                String.valueOf(command.timeout().toSeconds()),
                "flock",
                directory + "/" + BUSY);
        String[] argv = Stream.of(lock, shell, command.argv().stream())
                .flatMap(words -> words)
                .toArray(String[]::new);
        Command exclusive =
                Command.of(PROGRAM).with(argv).within(command.timeout().plus(GRACE.multipliedBy(2)));
        for (var variable : command.environment().entrySet()) {
            exclusive = exclusive.env(variable.getKey(), variable.getValue());
        }
        Command there = command.directory().map(exclusive::in).orElse(exclusive);
        return command.input().map(there::stdin).orElse(there);
    }

    /** Whether a command is one of these. */
    public static boolean is(Command command) {
        return command.argv().get(0).equals(PROGRAM);
    }

    /** Whether a command was ended because its time was over, and what to say of it. */
    public static Optional<String> overdue(Command command, Result result) {
        boolean ended = result.exitStatus() == TIMED_OUT || result.exitStatus() == KILLED;
        return is(command) && ended
                ? Optional.of("it did not end within " + command.argv().get(2) + " s, and was ended on the host. ")
                : Optional.empty();
    }
}
