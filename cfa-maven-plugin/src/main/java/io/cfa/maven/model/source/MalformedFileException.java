package io.cfa.maven.model.source;

import java.util.Optional;

/**
 * A file of the project is not what it should be; the message begins with {@code file:line} and ends with the next step.
 */
public final class MalformedFileException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Optional<SourceLocation> place;
    private final String problem;

    /** What stands at a place, and what should. */
    public MalformedFileException(SourceLocation place, String problem) {
        super(place + "  " + problem);
        this.place = Optional.of(place);
        this.problem = problem;
    }

    /** For a file that is not taken at all. */
    MalformedFileException(String message) {
        this(message, null);
    }

    /** For a file that cannot be read at all. */
    public MalformedFileException(String message, Throwable cause) {
        super(message, cause);
        this.place = Optional.empty();
        this.problem = message;
    }

    /** Where; absent if the file cannot be read at all. */
    public Optional<SourceLocation> place() {
        return place;
    }

    /** The message without its place. */
    public String problem() {
        return problem;
    }
}
