package io.cfa.maven.remote;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A host that knows the answer to each command line it was told of, and nothing else; the last answer to a line stays. */
public final class ScriptedHost implements Remote {

    private final Map<String, Deque<Result>> answers = new HashMap<>();
    private final List<String> lines = new ArrayList<>();
    private final List<Command> commands = new ArrayList<>();

    /** The next answer to a command line: exit status 0 and this standard output. */
    public ScriptedHost answers(String line, String output) {
        return answers(line, new Result(0, output, ""));
    }

    /** The next answer to a command line. */
    public ScriptedHost answers(String line, Result result) {
        answers.computeIfAbsent(line, key -> new ArrayDeque<>()).add(result);
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
