package io.cfa.maven.docker;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
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

    private static final Pattern FORM = Pattern.compile("(\\S+)\\s+\\| (\\S+Z) ?(.*)");

    /** The lines of an answer to {@link ComposeProject#logs}, in the order of their times; what has another form stays behind the line before. */
    public static List<LogLine> interleaved(String output) {
        List<LogLine> lines = new ArrayList<>();
        output.lines()
                .forEach(line -> lines.add(of(
                        line,
                        lines.isEmpty()
                                ? Instant.EPOCH
                                : lines.get(lines.size() - 1).time())));
        lines.sort(Comparator.comparing(LogLine::time));
        return lines;
    }

    private static LogLine of(String line, Instant before) {
        Matcher matcher = FORM.matcher(line);
        if (matcher.matches()) {
            try {
                return new LogLine(matcher.group(1), Instant.parse(matcher.group(2)), matcher.group(3));
            } catch (DateTimeParseException e) {
                return new LogLine("", before, line);
            }
        }
        return new LogLine("", before, line);
    }

    /** Name, time and text, the names as wide as the widest. */
    public String describe(int width) {
        return container.isEmpty()
                ? text
                : container + " ".repeat(Math.max(0, width - container.length())) + "  " + time + "  " + text;
    }
}
