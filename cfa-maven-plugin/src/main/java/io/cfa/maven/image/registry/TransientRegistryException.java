package io.cfa.maven.image.registry;

import java.io.IOException;

/** A registry could not answer just now. */
final class TransientRegistryException extends IOException {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final String retryAfter;

    TransientRegistryException(int status, String retryAfter) {
        super("the registry is not able to answer now");
        this.status = status;
        this.retryAfter = retryAfter;
    }

    int status() {
        return status;
    }

    /** For how many seconds it wants to be left alone, or null. */
    String retryAfter() {
        return retryAfter;
    }
}
