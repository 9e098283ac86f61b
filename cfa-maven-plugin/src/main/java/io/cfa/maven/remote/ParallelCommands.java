package io.cfa.maven.remote;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.Stream;

/**
 * Several commands that change nothing, run side by side in one round trip.
 *
 * @param commands without standard input
 */
record ParallelCommands(List<Command> commands) {

    /** What {@code timeout} ends with where it had to end something. */
    private static final int OVERDUE = 124;

    /** What the answers may take on top. */
    private static final Duration ANSWERS = Duration.ofSeconds(5);

    /**
     * Prints for each pair of its arguments, seconds and command, in order: a line with the exit status, then standard output and standard error
     * as lines of base64, each with a full stop in a line behind it. A command that hangs takes its own time, and no other one's answer with it.
     * Of programs only base64 is run for an answer, and none for one that is empty: a rollout has hundreds of them.
     */
    private static final String SCRIPT = "d=$(mktemp -d) || exit; trap 'rm -rf \"$d\"' EXIT; n=0;"
            + " t() { if command -v timeout >/dev/null; then timeout \"$@\"; else shift; \"$@\"; fi; };"
            + " while [ $# -gt 0 ]; do n=$((n+1));"
            + " { t \"$1\" sh -c \"$2\" >\"$d/$n.o\" 2>\"$d/$n.e\" </dev/null; echo $? >\"$d/$n.s\"; } & shift 2; done; wait;"
            + " i=0; while [ $i -lt $n ]; do i=$((i+1)); s=; read -r s <\"$d/$i.s\"; echo \"$s\";"
            + " for f in \"$d/$i.o\" \"$d/$i.e\"; do [ ! -s \"$f\" ] || base64 <\"$f\"; echo .; done; done";

    ParallelCommands {
        commands = List.copyOf(commands);
        if (commands.stream().anyMatch(command -> command.input().isPresent())) {
            throw new IllegalArgumentException("a command of a batch has no input");
        }
    }

    Command command() {
        Duration longest =
                commands.stream().map(Command::timeout).max(Duration::compareTo).orElse(Duration.ZERO);
        return Command.of("sh", "-c", SCRIPT, "sh")
                .with(commands.stream()
                        .flatMap(each -> Stream.of(seconds(each), each.line()))
                        .toArray(String[]::new))
                .within(longest.plus(ANSWERS));
    }

    List<Result> results(String host, Result answer) {
        List<Result> results = new ArrayList<>();
        Iterator<String> lines = answer.output().lines().iterator();
        try {
            while (results.size() < commands.size()) {
                results.add(result(lines, commands.get(results.size())));
            }
        } catch (NoSuchElementException | IllegalArgumentException e) {
            // it ends early, or something else was printed: said below
        }
        if (!answer.succeeded() || results.size() != commands.size()) {
            throw new RemoteException(host + ": " + commands.size() + " questions were asked and " + results.size()
                    + " answered: " + answer.error().strip() + ". Next: check that /tmp of the host has space left");
        }
        return results;
    }

    private static String seconds(Command command) {
        return String.valueOf(Math.max(1, command.timeout().toSeconds()));
    }

    private static Result result(Iterator<String> lines, Command command) {
        int status = Integer.parseInt(lines.next());
        String output = decode(lines);
        String error = decode(lines);
        return new Result(
                status,
                output,
                status == OVERDUE && error.isEmpty() ? "did not end within " + seconds(command) + " s" : error);
    }

    private static String decode(Iterator<String> lines) {
        StringBuilder text = new StringBuilder();
        for (String line = lines.next(); !line.equals("."); line = lines.next()) {
            text.append(line);
        }
        return new String(Base64.getDecoder().decode(text.toString()), StandardCharsets.UTF_8);
    }
}
