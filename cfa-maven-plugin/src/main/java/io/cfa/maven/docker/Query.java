package io.cfa.maven.docker;

import io.cfa.maven.remote.Command;
import io.cfa.maven.remote.RemoteHost;
import io.cfa.maven.remote.Result;
import java.util.function.Function;

/**
 * A question to the host: a command that changes nothing, and the parser of its answer.
 *
 * @param command what is run
 * @param parser  makes the answer out of standard output
 * @param <T>     the answer
 */
public record Query<T>(Command command, Function<String, T> parser) {

    /**
     * Asks a host.
     *
     * @throws CommandFailedException if the command does not exit with 0
     */
    public T ask(RemoteHost host) {
        return read(host.name(), host.run(command));
    }

    /**
     * Reads an answer that was asked for otherwise.
     *
     * @throws CommandFailedException if the command did not exit with 0, or printed something else than expected
     */
    public T read(String host, Result result) {
        if (!result.succeeded()) {
            throw new CommandFailedException(host, command, result);
        }
        try {
            return parser.apply(result.output());
        } catch (IllegalArgumentException | IllegalStateException e) {
            throw new CommandFailedException(host, command, e);
        }
    }
}
