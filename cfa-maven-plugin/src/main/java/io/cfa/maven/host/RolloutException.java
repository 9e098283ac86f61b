package io.cfa.maven.host;

/** A rollout was refused or failed; the message says where, why, what the host is left with, and the next step. */
public class RolloutException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** A refusal or failure that is explained by its message. */
    public RolloutException(String message) {
        super(message);
    }

    /** One with its cause. */
    public RolloutException(String message, Throwable cause) {
        super(message, cause);
    }
}
