package io.cfa.maven.model.env;

import io.cfa.maven.model.source.MalformedFileException;
import io.cfa.maven.model.source.SourceLocation;
import io.cfa.maven.model.source.TextFile;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A file of {@code NAME=value} lines, read as {@code docker compose --env-file} reads it, or refused with the reason.
 *
 * <p>Single quotes keep a value as it is, double quotes know escapes, both may go over several lines; outside of quotes a space and
 * {@code #} begin a comment. {@code export} before a name and a colon in the place of {@code =} are read too. A value may use variables of
 * earlier lines, and nothing of this machine's environment: the file means the same everywhere. Source: docs.docker.com, "Syntax for
 * environment files in Docker Compose", and Docker Compose 2.26 where that is silent.
 */
public final class EnvFile {

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
     * @throws MalformedFileException if it is missing, larger than 1 MiB, not UTF-8, or has a line that sets nothing
     */
    public static EnvFile read(Path path) {
        return parse(path, TextFile.read(path, "name the directory of compose and env with -Dcfa.bundleDirectory"));
    }

    /** Reads lines that are in hand already, such as those of the host's file. */
    public static EnvFile parse(Path path, List<String> lines) {
        return parse(path, String.join("\n", lines));
    }

    /** Reads a text that is in hand already. */
    public static EnvFile parse(Path path, String text) {
        Map<String, Entry> entries = new LinkedHashMap<>();
        Interpolation scope =
                new Interpolation(name -> Optional.ofNullable(entries.get(name)).map(Entry::value));
        // as compose does, past the mark that some editors put at the beginning
        for (EnvParser.Statement statement :
                new EnvParser(path, text.startsWith("\uFEFF") ? text.substring(1) : text).statements()) {
            String value =
                    statement.template() ? scope.replace(statement.value(), statement.place()) : statement.value();
            entries.put(statement.name(), new Entry(value, statement.place()));
        }
        return new EnvFile(path, entries);
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
