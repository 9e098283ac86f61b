package io.cfa.gateway;

import java.io.IOException;

/** Not a byte of the request was written, so that it may be sent again whatever it is. */
final class NotSentException extends IOException {

    private static final long serialVersionUID = 1;

    NotSentException(Throwable cause) {
        super(cause);
    }

    private NotSentException(String message) {
        super(message);
    }

    static NotSentException tooLate() {
        return new NotSentException("the promise was over before the connection stood");
    }

    /** Whether it was our own doing. */
    boolean isTooLate() {
        return getCause() == null;
    }
}
