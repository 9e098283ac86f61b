package io.cfa.maven.image.http;

import java.io.IOException;

/** A registry, or its token server, answered something else than what was asked for. */
public final class RegistryRefusalException extends IOException {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final String retryAfter;

    public RegistryRefusalException(HttpAnswer answer) {
        super(answer.reason());
        this.status = answer.status();
        this.retryAfter = answer.header("Retry-After").orElse(null);
    }

    /** An answer that a registry does not give, whatever its status. */
    public RegistryRefusalException(String reason) {
        super(reason);
        this.status = 0;
        this.retryAfter = null;
    }

    public int status() {
        return status;
    }

    /** Its own words; empty where it has none. */
    public String reason() {
        return getMessage();
    }

    /** Seconds, or a date, for which it wants to be left alone; or null. */
    public String retryAfter() {
        return retryAfter;
    }
}
