package io.cfa.maven.remote;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A host that commands run on.
 *
 * <p>Every method may throw {@link RemoteException}, whose message names the host, the command as it is displayed, what happened
 * and the next step. An exit status other than 0 is no exception: the caller knows what it means.
 */
public interface RemoteHost extends AutoCloseable {

    /** Runs a command to its end, or until its time-out, and returns what it gave back. */
    Result run(Command command);

    /** Runs commands that change nothing and have no input, side by side, and returns what each gave back. */
    default List<Result> runAll(List<Command> questions) {
        ParallelCommands batch = new ParallelCommands(questions);
        return batch.results(name(), run(batch.command()));
    }

    /** Starts a command that is talked to. */
    RemoteSession open(Command command);

    /**
     * Runs a command to its end and hands out each line of its standard output as it comes.
     *
     * @param command its time-out is the longest silence
     * @return what it gave back beside those lines
     */
    default Result stream(Command command, Consumer<String> lines) {
        try (RemoteSession talk = open(command)) {
            Duration silence = command.timeout();
            for (Optional<String> line = talk.nextLine(silence); line.isPresent(); line = talk.nextLine(silence)) {
                lines.accept(line.get());
            }
            return talk.end();
        }
    }

    /** The host as a person names it, for messages: {@code deploy@cfa2:22}. */
    String name();

    /** The address that HTTP probes from here reach the host by: the host name that the SSH configuration resolved to. */
    String address();

    /** What the user's login shell printed there before the last answer, which it should not; never part of an answer. */
    default Optional<String> noise() {
        return Optional.empty();
    }

    @Override
    void close();
}
