package io.cfa.maven.host.lock;

import io.cfa.maven.host.RolloutException;

/** Somebody else took the host's lock while the connection was lost; from here on the host is theirs. */
public final class LostLockException extends RolloutException {

    private static final long serialVersionUID = 1L;

    LostLockException(String message) {
        super(message);
    }
}
