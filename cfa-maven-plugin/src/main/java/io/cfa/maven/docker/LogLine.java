package io.cfa.maven.docker;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A line that a container printed.
 *
 * @param container the container, as compose names it without the project: {@code identity-1}
 * @param time      when
 * @param text      what
 */
public record LogLine(String container, Instant time, String text) {

    private static final Pattern FORM = Pattern.compile("(\\S+) (\\S+Z)(?: (.*))?", Pattern.DOTALL);

    /** Reads a line of the answer to {@link ContainerLogs}; nothing where it has another form. */
    public static Optional<LogLine> of(String line) {
        Matcher matcher = FORM.matcher(line);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        try {
            String text = Optional.ofNullable(matcher.group(3)).orElse("");
            return Optional.of(new LogLine(matcher.group(1), Instant.parse(matcher.group(2)), text));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    /** Name, time and text, the names as wide as the widest. */
    public String describe(int width) {
        return container + " ".repeat(Math.max(0, width - container.length())) + "  " + time + "  " + text;
    }
}
