package io.cfa.maven.remote;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A host that knows the answer to each command line it was told of, and nothing else; the last answer to a line stays. */
public final class ScriptedHost implements RemoteHost {

    private final Map<String, Deque<Result>> answers = new HashMap<>();
    private final List<String> lines = new ArrayList<>();
    private final List<Command> commands = new ArrayList<>();
    private final List<List<String>> batches = new ArrayList<>();
    private final Deque<List<String>> openings = new ArrayDeque<>();

    /** The next answer to a command line: exit status 0 and this standard output. */
    public ScriptedHost answers(String line, String output) {
        return answers(line, new Result(0, output, ""));
    }

    /** The next answer to a command line. */
    public ScriptedHost answers(String line, Result result) {
        answers.computeIfAbsent(line, key -> new ArrayDeque<>()).add(result);
        return this;
    }

    /** What the next command that is talked to says; the last of these stays. */
    public ScriptedHost says(String... spoken) {
        openings.add(List.of(spoken));
        return this;
    }

    /** The next answer to each line it knows. */
    public Map<String, Result> script() {
        Map<String, Result> script = new HashMap<>();
        answers.forEach((line, results) -> script.put(line, results.peek()));
        return script;
    }

    /** All answers to a line, in order. */
    public List<Result> answersTo(String line) {
        return List.copyOf(answers.get(line));
    }

    /** Every command line that was run, in order. */
    public List<String> lines() {
        return List.copyOf(lines);
    }

    /** The command lines that were run side by side, for each time that some were. */
    public List<List<String>> batches() {
        return List.copyOf(batches);
    }

    /** Every command that was run, in order. */
    public List<Command> commands() {
        return List.copyOf(commands);
    }

    @Override
    public Result run(Command command) {
        lines.add(command.line());
        commands.add(command);
        Deque<Result> known = answers.get(command.line());
        if (known == null) {
            throw new AssertionError("nobody said what this answers: " + command.line());
        }
        return known.size() > 1 ? known.remove() : known.peek();
    }

    @Override
    public List<Result> runAll(List<Command> questions) {
        batches.add(questions.stream().map(Command::line).toList());
        return questions.stream().map(this::run).toList();
    }

    @Override
    public RemoteSession open(Command command) {
        lines.add(command.line());
        commands.add(command);
        return new ScriptedConversation(new ArrayDeque<>(openings.size() > 1 ? openings.remove() : openings.element()));
    }

    /** A conversation in which the host says its lines, whatever it is told. */
    private static final class ScriptedConversation implements RemoteSession {

        private final Deque<String> spoken;
        private boolean open = true;

        ScriptedConversation(Deque<String> spoken) {
            this.spoken = spoken;
        }

        @Override
        public void send(String line) {
            // nothing that is said to it changes what it says
        }

        @Override
        public Optional<String> nextLine(Duration limit) {
            return Optional.ofNullable(spoken.poll());
        }

        @Override
        public boolean isOpen() {
            return open;
        }

        @Override
        public Result end() {
            open = false;
            return new Result(0, "", "");
        }

        @Override
        public void close() {
            open = false;
        }
    }

    @Override
    public String name() {
        return "deploy@cfa2:22";
    }

    @Override
    public String address() {
        return "127.0.0.1";
    }

    @Override
    public void close() {
        lines.add("(closed)");
    }
}
