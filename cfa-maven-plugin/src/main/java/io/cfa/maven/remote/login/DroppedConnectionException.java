package io.cfa.maven.remote.login;

import io.cfa.maven.remote.UnreachableException;

/** The host took a connection and dropped it before it had greeted; another one may be let in. */
final class DroppedConnectionException extends UnreachableException {

    private static final long serialVersionUID = 1L;

    DroppedConnectionException(String message, Throwable cause) {
        super(message, cause);
    }
}
