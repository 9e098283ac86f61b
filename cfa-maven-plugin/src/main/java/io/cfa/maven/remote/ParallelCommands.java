package io.cfa.maven.remote;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * Several commands that change nothing, run side by side in one round trip.
 *
 * @param commands without standard input
 */
record ParallelCommands(List<Command> commands) {

    /** Prints for each of its arguments, in order: exit status, standard output and standard error, both in base64. */
    private static final String SCRIPT = "d=$(mktemp -d) || exit; trap 'rm -rf \"$d\"' EXIT; n=0;"
            + " for c; do n=$((n+1)); { sh -c \"$c\" >\"$d/$n.o\" 2>\"$d/$n.e\" </dev/null; echo $? >\"$d/$n.s\"; } & done; wait;"
            + " i=0; while [ $i -lt $n ]; do i=$((i+1));"
            + " echo \"$(cat \"$d/$i.s\") $(base64 <\"$d/$i.o\" | tr -d '\\n') $(base64 <\"$d/$i.e\" | tr -d '\\n')\"; done";

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
                .with(commands.stream().map(Command::line).toArray(String[]::new))
                .within(longest);
    }

    List<Result> results(String host, Result answer) {
        List<Result> results = new ArrayList<>();
        for (String line : answer.output().lines().toList()) {
            String[] words = line.split(" ", -1);
            results.add(new Result(Integer.parseInt(words[0]), decode(words[1]), decode(words[2])));
        }
        if (!answer.succeeded() || results.size() != commands.size()) {
            throw new RemoteException(host + ": " + commands.size() + " questions were asked and " + results.size()
                    + " answered: " + answer.error().strip() + ". Next: check that /tmp of the host has space left");
        }
        return results;
    }

    private static String decode(String text) {
        return new String(Base64.getDecoder().decode(text), StandardCharsets.UTF_8);
    }
}
