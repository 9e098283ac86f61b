package io.cfa.maven.remote.socket;

import java.io.IOException;

/** The lookup of a name took longer than a connection may. */
public final class SlowLookupException extends IOException {

    private static final long serialVersionUID = 1L;

    /** Says which name. */
    public SlowLookupException(String host) {
        super("the lookup of " + host + " took too long");
    }
}
