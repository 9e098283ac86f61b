package io.cfa.maven.remote;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One program call on a host, as a value: arguments, directory, environment, standard input, time-out.
 *
 * <p>It is never a shell string; {@link #line()} quotes it once, for the executor. {@link #toString()} is the same line, for people: what
 * stands on standard input is not part of it.
 *
 * @param argv        program and arguments; at least one
 * @param directory   where it runs, if not in the login directory
 * @param environment variables set for this call alone, in order
 * @param input       what it reads from standard input; empty input where absent
 * @param timeout     after which the call is given up
 */
public record Command(
        List<String> argv,
        Optional<String> directory,
        Map<String, String> environment,
        Optional<Secret> input,
        Duration timeout) {

    private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(30);
    private static final int LONGEST_WORD = 60;
    private static final int LONGEST_LINE = 300;
    private static final Pattern SAFE = Pattern.compile("[A-Za-z0-9_@%+=:,./-]+");
    private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    /** Checks and copies. */
    public Command {
        argv = List.copyOf(argv);
        if (argv.isEmpty()) {
            throw new IllegalArgumentException("a command needs a program");
        }
        environment.keySet().forEach(name -> {
            if (!VARIABLE.matcher(name).matches()) {
                throw new IllegalArgumentException("not the name of an environment variable: " + name);
            }
        });
        environment = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(environment));
        Objects.requireNonNull(directory, "directory");
        Objects.requireNonNull(input, "input");
        Objects.requireNonNull(timeout, "timeout");
    }

    /** A call of a program in the login directory, with no input and a time-out of 30 s. */
    public static Command of(String... argv) {
        return new Command(List.of(argv), Optional.empty(), Map.of(), Optional.empty(), DEFAULT_TIMEOUT);
    }

    /** The same call with more arguments behind. */
    public Command with(String... more) {
        List<String> all = Stream.concat(argv.stream(), Stream.of(more)).toList();
        return new Command(all, directory, environment, input, timeout);
    }

    /** The same call in a directory. */
    public Command in(String path) {
        return new Command(argv, Optional.of(path), environment, input, timeout);
    }

    /** The same call with one more variable in its environment. */
    public Command env(String name, String value) {
        Map<String, String> all = new LinkedHashMap<>(environment);
        all.put(name, value);
        return new Command(argv, directory, all, input, timeout);
    }

    /** The same call with a text on standard input, which no output shows. */
    public Command stdin(Secret text) {
        return new Command(argv, directory, environment, Optional.of(text), timeout);
    }

    /** The same call with another time-out. */
    public Command within(Duration limit) {
        return new Command(argv, directory, environment, input, limit);
    }

    /** The line that a POSIX shell on the host runs: {@code cd /srv/cfa && TAG=dev docker compose pull}. */
    public String line() {
        StringBuilder line = new StringBuilder();
        directory.ifPresent(path -> line.append("cd ").append(quote(path)).append(" && "));
        environment.forEach((name, value) ->
                line.append(name).append('=').append(quote(value)).append(' '));
        return line.append(argv.stream().map(Command::quote).collect(Collectors.joining(" ")))
                .toString();
    }

    /** The line for a sentence of a message: of a long script nothing, of another long word its beginning, and not more than a few lines. */
    public String brief() {
        List<String> words = new ArrayList<>();
        for (String word : argv) {
            boolean script = !words.isEmpty() && words.get(words.size() - 1).equals("-c");
            words.add(cut(word, script ? 0 : LONGEST_WORD - 1));
        }
        String line = new Command(words, directory, environment, input, timeout)
                .line()
                .replace("'…'", "…");
        return line.length() > LONGEST_LINE ? line.substring(0, LONGEST_LINE - 1) + "…" : line;
    }

    @Override
    public String toString() {
        return line();
    }

    private static String cut(String word, int kept) {
        String line = word.replaceAll("\\s+", " ");
        return line.length() > LONGEST_WORD ? line.substring(0, kept) + "…" : line;
    }

    private static String quote(String word) {
        return SAFE.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
