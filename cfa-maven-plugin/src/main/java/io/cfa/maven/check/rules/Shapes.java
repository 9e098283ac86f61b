package io.cfa.maven.check.rules;

import io.cfa.maven.model.compose.ComposeVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What each part of a file may hold, as a list of it says: {@code [name]} begins a part, {@code open} one that may hold other keys too; then a line
 * for each key with what may stand there, one of several. {@code @name} is a part, <code>{…}</code> any keys with such values, {@code […]} a list
 * of such. A key with {@code !} must be there; the version behind an {@code @} is the one that it came with.
 */
public final class Shapes {

    private static final Pattern KEY =
            Pattern.compile("(?<key>[^:!@ ]+)(?<required>!)?(?:@(?<since>[0-9.]+))?: (?<values>.+)");

    private final Map<String, Part> parts = new HashMap<>();

    /**
     * A mapping with keys of its own.
     *
     * @param keys     what may stand under each key
     * @param required the keys that must be there
     * @param since    the version that a key came with, where that is told
     * @param open     whether others may stand there too
     */
    record Part(
            Map<String, List<String>> keys, List<String> required, Map<String, ComposeVersion> since, boolean open) {

        private Part(boolean open) {
            this(new LinkedHashMap<>(), new ArrayList<>(), new HashMap<>(), open);
        }

        private void add(String line) {
            Matcher form = KEY.matcher(line);
            if (!form.matches()) {
                throw new IllegalArgumentException("\"" + line + "\" is no line of a list of shapes");
            }
            String key = form.group("key");
            if (form.group("required") != null) {
                required.add(key);
            }
            Optional.ofNullable(form.group("since"))
                    .flatMap(ComposeVersion::parse)
                    .ifPresent(version -> since.put(key, version));
            keys.put(key, alternatives(form.group("values"), '|'));
        }
    }

    private final Dialect dialect;

    /**
     * What a file is of, for findings.
     *
     * @param reader    who reads it
     * @param key       what a key of it is called
     * @param known     what one that is known is
     * @param extension what to do about a key that nobody knows
     * @param numbers   how the reader writes a number that it keeps as a text
     */
    public record Dialect(String reader, String key, String known, String extension, NumberForm numbers) {}

    /**
     * Reads a list that lies beside a class.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static Shapes read(Class<?> beside, String name, Dialect dialect) {
        try (InputStream stream = beside.getResourceAsStream(name)) {
            if (stream == null) {
                throw new IllegalArgumentException("no " + name + " beside " + beside);
            }
            return new Shapes(new String(stream.readAllBytes(), StandardCharsets.UTF_8), dialect);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Shapes(String text, Dialect dialect) {
        this.dialect = dialect;
        Part part = new Part(true);
        for (String line : text.lines()
                .filter(each -> !each.isBlank() && each.charAt(0) != '#')
                .toList()) {
            if (line.startsWith("[")) {
                boolean open = line.endsWith(" open]");
                part = new Part(open);
                parts.put(line.substring(1, line.length() - (open ? 6 : 1)), part);
            } else {
                part.add(line);
            }
        }
    }

    Dialect dialect() {
        return dialect;
    }

    /** The part of a name, {@code file} for the whole file. */
    Part part(String name) {
        return parts.get(name);
    }

    /** Cuts a text at a separator that stands in no brackets. */
    static List<String> alternatives(String text, char separator) {
        List<String> alternatives = new ArrayList<>();
        int depth = 0;
        int start = 0;
        for (int i = 0; i <= text.length(); i++) {
            if (i == text.length() || depth == 0 && text.charAt(i) == separator) {
                alternatives.add(text.substring(start, i));
                start = i + 1;
            } else {
                depth += "[{(".indexOf(text.charAt(i)) >= 0 ? 1 : "]})".indexOf(text.charAt(i)) >= 0 ? -1 : 0;
            }
        }
        return alternatives;
    }
}
