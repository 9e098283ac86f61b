package io.cfa.maven.remote;

import java.time.Duration;
import java.util.Optional;

/** A command that runs on a host and is talked to: lines in, lines out. */
public interface RemoteSession extends AutoCloseable {

    /**
     * Writes a line to its standard input.
     *
     * @throws LostConnectionException if nobody is there to read it
     */
    void send(String line);

    /** The next line of its standard output; empty if none came in time, or none can come any more. */
    Optional<String> nextLine(Duration limit);

    /** Whether it still runs, as far as is known here. */
    boolean isOpen();

    /** Ends its standard input and waits for its end; the result holds no standard output. */
    Result end();

    /** Gives it up if it still runs. */
    @Override
    void close();
}
