package io.cfa.maven.remote;

/** The connection was lost while a command was sent or ran; whether that was completed is not known. */
public final class LostConnectionException extends RemoteException {

    private static final long serialVersionUID = 1L;

    /** Says which command of which host, and what to do next. */
    public LostConnectionException(String message, Throwable cause) {
        super(message, cause);
    }
}
