package io.cfa.maven.check.files;

import io.cfa.maven.model.env.EnvFile;
import io.cfa.maven.model.env.Interpolation;
import io.cfa.maven.model.source.MalformedFileException;
import io.cfa.maven.model.source.SourceLocation;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The variables of the env file as far as it can be read: a line that cannot be is a finding, and the others count. */
public final class Variables {

    private static final int ENOUGH = 20;

    private static final Pattern SETS = Pattern.compile("\\s*(?:export\\s+)?([A-Za-z_][A-Za-z0-9_]*)\\s*=.*");

    /** A variable that compose replaces; {@code $$} is a dollar. What follows the name is not consumed: it may use others. */
    private static final Pattern USE =
            Pattern.compile("\\$(?:(\\$)|\\{([A-Za-z_][A-Za-z0-9_]*)(:?[-+?])?|([A-Za-z_][A-Za-z0-9_]*))");

    private final EnvFile file;
    private final Interpolation scope;
    private final List<String> lines;
    private final Set<String> unreadable;

    private Variables(EnvFile file, List<String> lines, Set<String> unreadable) {
        this.file = file;
        this.scope = new Interpolation(file::get);
        this.lines = lines;
        this.unreadable = unreadable;
    }

    /** Reads a file's text, which is in hand already. */
    public static Optional<Variables> read(Path path, String text, Findings findings) {
        List<String> original = text.lines().toList();
        List<String> readable = new ArrayList<>(original);
        Set<String> unreadable = new TreeSet<>();
        for (int i = 0; i < ENOUGH; i++) {
            try {
                return Optional.of(new Variables(EnvFile.parse(path, readable), original, unreadable));
            } catch (MalformedFileException e) {
                SourceLocation place = e.place().orElse(new SourceLocation(path, 1));
                Optional<String> name = set(readable.get(place.line() - 1));
                name.ifPresent(unreadable::add);
                if (name.filter(SecretDetector::ofName).isPresent()) {
                    // the message may repeat the value
                    findings.add(place, "cannot be read", "NAME=value", "mend the line");
                } else {
                    findings.malformed(path, e);
                }
                readable.set(place.line() - 1, "");
            }
        }
        findings.add(
                new SourceLocation(path, 1), "has " + ENOUGH + " lines that cannot be read", "NAME=value", "mend them");
        return Optional.empty();
    }

    /** The name that a line sets. */
    public static Optional<String> set(String line) {
        Matcher matcher = SETS.matcher(line);
        return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    /**
     * A place of a text where a variable is used.
     *
     * @param name       the variable
     * @param mayBeUnset whether a default or an alternative stands behind it
     */
    public record Use(String name, boolean mayBeUnset) {}

    /** Calls back for each use in a text. */
    public static void uses(String text, Consumer<Use> consumer) {
        Matcher use = USE.matcher(text);
        while (use.find()) {
            if (use.group(1) == null) {
                String name = use.group(2) != null ? use.group(2) : use.group(4);
                consumer.accept(
                        new Use(name, use.group(3) != null && !use.group(3).endsWith("?")));
            }
        }
    }

    /** The texts of a file, in which these variables are replaced. */
    public Interpolation scope() {
        return scope;
    }

    public EnvFile file() {
        return file;
    }

    public List<String> lines() {
        return lines;
    }

    public Optional<String> get(String name) {
        return file.get(name);
    }

    /** Whether a line sets it, be it one that cannot be read. */
    public boolean sets(String name) {
        return file.get(name).isPresent() || unreadable.contains(name);
    }

    /**
     * What a number looks like that may be meant for one of the host's ports: as long as those, and of the same thousands. Numbers of fewer than
     * five digits are too many other things.
     */
    public String portNumber() {
        String thousands = file.entries().entrySet().stream()
                .filter(entry -> entry.getKey().endsWith("_PORT"))
                .map(entry -> entry.getValue().value())
                .filter(value -> value.matches("[0-9]{5}"))
                .map(value -> value.substring(0, 2))
                .distinct()
                .sorted()
                .collect(Collectors.joining("|"));
        return thousands.isEmpty() ? "(?!)" : "(?:" + thousands + ")[0-9]{3}";
    }

    /** Whether any line sets something to it. */
    public boolean isValue(String value) {
        return file.entries().values().stream().anyMatch(entry -> entry.value().equals(value));
    }
}
