package io.cfa.maven.model.source;

import java.util.Optional;

/**
 * A file of the project is not what it should be; the message begins with {@code file:line} and ends with the next step, where one is known.
 */
public final class MalformedFileException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Optional<SourceLocation> place;
    private final String problem;
    private final transient Optional<String> next;

    private MalformedFileException(
            Optional<SourceLocation> place, String problem, Optional<String> next, Throwable cause) {
        super(
                place.map(where -> where + "  ").orElse("")
                        + problem
                        + next.map(step -> ". Next: " + step).orElse(""),
                cause);
        this.place = place;
        this.problem = problem;
        this.next = next;
    }

    /** What stands at a place, and what mends it. */
    public MalformedFileException(SourceLocation place, String problem, String next) {
        this(Optional.of(place), problem, Optional.of(next), null);
    }

    /** What stands at a place, and what should. */
    public MalformedFileException(SourceLocation place, String problem) {
        this(Optional.of(place), problem, Optional.empty(), null);
    }

    /** For a file that cannot be read at all, which the problem names. */
    public MalformedFileException(String problem, String next, Throwable cause) {
        this(Optional.empty(), problem, Optional.of(next), cause);
    }

    /** Where; absent if the file cannot be read at all. */
    public Optional<SourceLocation> place() {
        return place;
    }

    /** The message without the next step. */
    public String found() {
        return place.map(where -> where + "  ").orElse("") + problem;
    }

    /** That without its place. */
    public String problem() {
        return problem;
    }

    /** What mends it; absent where the problem says it. */
    public Optional<String> next() {
        return next;
    }
}
