package io.cfa.maven.check.compose;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What each part of a compose file may hold, as the file {@code compose-shapes.txt} lists it; how that is written is told at its head. */
final class ComposeShapes {

    private static final ComposeShapes KNOWN = new ComposeShapes();

    private final Map<String, Part> parts = new HashMap<>();

    /**
     * A mapping with keys of its own.
     *
     * @param keys     what may stand under each key
     * @param required the keys that must be there
     * @param open     whether others may stand there too
     */
    record Part(Map<String, List<String>> keys, List<String> required, boolean open) {

        private Part(boolean open) {
            this(new LinkedHashMap<>(), new ArrayList<>(), open);
        }
    }

    private ComposeShapes() {
        Part part = new Part(true);
        for (String line : text().lines()
                .filter(each -> !each.isBlank() && each.charAt(0) != '#')
                .toList()) {
            if (line.startsWith("[")) {
                boolean open = line.endsWith(" open]");
                part = new Part(open);
                parts.put(line.substring(1, line.length() - (open ? 6 : 1)), part);
            } else {
                String[] entry = line.split(": ", 2);
                String key = entry[0].replace("!", "");
                if (!key.equals(entry[0])) {
                    part.required.add(key);
                }
                part.keys.put(key, alternatives(entry[1], '|'));
            }
        }
    }

    private static String text() {
        try (InputStream stream = ComposeShapes.class.getResourceAsStream("compose-shapes.txt")) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The part of a name, {@code file} for the whole file. */
    static Part part(String name) {
        return KNOWN.parts.get(name);
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
