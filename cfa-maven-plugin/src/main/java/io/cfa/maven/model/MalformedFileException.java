package io.cfa.maven.model;

/**
 * A file of the project is not what it should be; the message begins with {@code file:line} and ends with the next step.
 */
public final class MalformedFileException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** What stands at a place, and what should. */
    public MalformedFileException(Place place, String message) {
        super(place + "  " + message);
    }

    /** For a file that cannot be read at all. */
    public MalformedFileException(String message, Throwable cause) {
        super(message, cause);
    }
}
