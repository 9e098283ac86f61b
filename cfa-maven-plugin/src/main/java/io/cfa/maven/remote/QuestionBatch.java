package io.cfa.maven.remote;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Questions of several askers, which a host is asked all at once: what each of them takes is mostly the start of a process, and a host has more than one
 * processor.
 */
public final class QuestionBatch {

    private final List<Command> commands = new ArrayList<>();
    private List<Result> results = List.of();

    /**
     * Adds what one asker wants to know.
     *
     * @param questions commands that change nothing and have no input
     * @param reader    makes the answer of their results, which are in the same order; called each time the answer is wanted
     * @param <T>       the answer
     * @return the answer, which is there once the host was asked
     */
    public <T> Supplier<T> add(List<Command> questions, Function<List<Result>, T> reader) {
        int from = commands.size();
        commands.addAll(questions);
        int to = commands.size();
        return () -> reader.apply(results.subList(from, to));
    }

    /** Asks; does nothing where there is no question, and a single one needs nothing around it. */
    public void ask(RemoteHost host) {
        if (commands.size() == 1) {
            results = List.of(host.run(commands.get(0)));
        } else if (!commands.isEmpty()) {
            results = host.runAll(commands);
        }
    }
}
