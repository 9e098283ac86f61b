package io.cfa.maven.remote;

/** A host that took no connection, or said nothing of SSH on it: it may be down, and another may do. Nothing was sent to it. */
public class UnreachableException extends RemoteException {

    private static final long serialVersionUID = 1L;

    /** A failure with its cause, for {@code -X}. */
    public UnreachableException(String message, Throwable cause) {
        super(message, cause);
    }
}
