package io.cfa.maven.remote;

/**
 * The host could not be reached, or a command could not be brought to its end there; the message says where, what and what to do next.
 */
public class RemoteException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** A failure with nothing behind it that a user needs. */
    public RemoteException(String message) {
        super(message);
    }

    /** A failure with its cause, for {@code -X}. */
    public RemoteException(String message, Throwable cause) {
        super(message, cause);
    }
}
