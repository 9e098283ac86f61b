package io.cfa.kit.edge;

import java.io.IOException;

/** The caller stopped sending, or was cut off as it took too long: there is nobody to answer. */
public final class BodyLostException extends IOException {

    private static final long serialVersionUID = 1;

    BodyLostException(Exception cause) {
        super("the body did not come whole", cause);
    }
}
