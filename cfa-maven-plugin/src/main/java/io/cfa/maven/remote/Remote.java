package io.cfa.maven.remote;

/**
 * A host that commands run on.
 *
 * <p>Every method may throw {@link RemoteException}, whose message names the host, the command as it is displayed, what happened
 * and the next step. An exit status other than 0 is no exception: the caller knows what it means.
 */
public interface Remote extends AutoCloseable {

    /** Runs a command to its end, or until its time-out, and returns what it gave back. */
    Result run(Command command);

    /** The host as a person names it, for messages: {@code deploy@cfa2:22}. */
    String name();

    /** The address that HTTP probes from here reach the host by: the host name that the SSH configuration resolved to. */
    String address();

    @Override
    void close();
}
