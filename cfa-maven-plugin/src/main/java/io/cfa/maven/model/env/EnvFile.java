package io.cfa.maven.model.env;

import io.cfa.maven.model.source.MalformedFileException;
import io.cfa.maven.model.source.SourceLocation;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A file of {@code NAME=value} lines, read as {@code docker compose --env-file} reads it.
 *
 * <p>Single quotes keep a value as it is, double quotes keep spaces and {@code #}; outside of quotes {@code #} after a space begins a
 * comment. A value may use variables of earlier lines. Source: docs.docker.com, "Syntax for environment files in Docker Compose".
 */
public final class EnvFile {

    private static final Pattern LINE =
            Pattern.compile("\\s*(?:export\\s+)?([A-Za-z_][A-Za-z0-9_]*)\\s*=\\s*(.*?)\\s*");

    private final Path path;
    private final Map<String, Entry> entries;

    private EnvFile(Path path, Map<String, Entry> entries) {
        this.path = path;
        this.entries = Collections.unmodifiableMap(entries);
    }

    /**
     * One line that sets a variable.
     *
     * @param value the value, variables replaced
     * @param place where it stands
     */
    public record Entry(String value, SourceLocation place) {}

    /**
     * Reads a file.
     *
     * @throws MalformedFileException if it is missing, not UTF-8, or has a line that sets nothing
     */
    public static EnvFile read(Path path) {
        try {
            return parse(path, Files.readString(path).lines().toList());
        } catch (CharacterCodingException e) {
            throw new MalformedFileException(path + " is not UTF-8. Next: save it as UTF-8", e);
        } catch (IOException e) {
            throw new MalformedFileException(
                    path + " cannot be read (" + e.getClass().getSimpleName()
                            + "). Next: name the directory of compose and" + " env with -Dcfa.bundleDirectory",
                    e);
        }
    }

    /** Reads lines that are in hand already, such as those of the host's file. */
    public static EnvFile parse(Path path, List<String> lines) {
        Map<String, Entry> entries = new LinkedHashMap<>();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            if (line.isBlank() || line.stripLeading().startsWith("#")) {
                continue;
            }
            SourceLocation place = new SourceLocation(path, i + 1);
            Matcher matcher = LINE.matcher(line);
            if (!matcher.matches()) {
                // the line itself is not shown: it may hold a secret
                throw new MalformedFileException(
                        place, "is not of the form NAME=value. Next: mend the line, or make it a comment with #");
            }
            entries.put(matcher.group(1), new Entry(value(matcher.group(2), entries, place), place));
        }
        return new EnvFile(path, entries);
    }

    private static String value(String raw, Map<String, Entry> before, SourceLocation place) {
        if (raw.startsWith("'")) {
            return quoted(raw, '\'', place);
        }
        String text = raw.startsWith("\"")
                ? quoted(raw, '"', place).replace("\\n", "\n").replace("\\\"", "\"")
                : raw.replaceFirst("(^|\\s+)#.*", "");
        return Interpolation.of(
                text, name -> Optional.ofNullable(before.get(name)).map(Entry::value), place);
    }

    private static String quoted(String raw, char quote, SourceLocation place) {
        int end = 1;
        while (end < raw.length() && raw.charAt(end) != quote) {
            end += raw.charAt(end) == '\\' && quote == '"' ? 2 : 1;
        }
        if (end >= raw.length()) {
            throw new MalformedFileException(
                    place, "opens a quote and does not close it. Next: close it with " + quote);
        }
        return raw.substring(1, end);
    }

    /** The value of a variable. */
    public Optional<String> get(String name) {
        return Optional.ofNullable(entries.get(name)).map(Entry::value);
    }

    /** All lines that set something, by name, in the file's order; of two that set the same, the later. */
    public Map<String, Entry> entries() {
        return entries;
    }

    /** The file, as it was named when it was read. */
    public Path path() {
        return path;
    }
}
