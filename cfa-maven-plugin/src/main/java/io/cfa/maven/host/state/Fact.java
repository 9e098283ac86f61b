package io.cfa.maven.host.state;

import io.cfa.maven.docker.CommandFailedException;
import io.cfa.maven.model.source.MalformedFileException;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Something that was asked, or why it could not be.
 *
 * @param value   absent where it was not asked, or could not be
 * @param problem why it could not be; empty where it was, or was not to be asked
 */
public record Fact<T>(Optional<T> value, String problem) {

    /** Asks, and keeps the first line of what was in the way. */
    public static <T> Fact<T> of(Supplier<T> question) {
        try {
            return new Fact<>(Optional.of(question.get()), "");
        } catch (MalformedFileException e) {
            return missing(e.found());
        } catch (CommandFailedException e) {
            return missing(e.getMessage());
        }
    }

    private static <T> Fact<T> missing(String why) {
        return new Fact<>(Optional.empty(), why.lines().findFirst().orElse(""));
    }

    /** Nothing was to be asked. */
    public static <T> Fact<T> none() {
        return new Fact<>(Optional.empty(), "");
    }
}
