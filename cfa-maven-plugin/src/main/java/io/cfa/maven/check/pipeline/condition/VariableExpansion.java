package io.cfa.maven.check.pipeline.condition;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Replaces the variables in the values of others, each once, however often it is used. */
final class VariableExpansion {

    private static final int MAX_VALUE = 10_000;
    private static final int MAX_DEPTH = 100;

    private static final Pattern USE =
            Pattern.compile("\\$(?:(\\$)|([A-Za-z_][A-Za-z0-9_]*)|\\{([A-Za-z_][A-Za-z0-9_]*)\\})");

    private final Map<String, String> values;
    private final Function<String, Optional<String>> others;
    private final Map<String, Optional<String>> done = new HashMap<>();
    private final Set<String> open = new HashSet<>();

    /** The values, and where others are asked for. */
    VariableExpansion(Map<String, String> values, Function<String, Optional<String>> others) {
        this.values = values;
        this.others = others;
    }

    /** A value with the variables in it replaced; absent where one of them is not known, or is one of itself, or makes it too long. */
    Optional<String> value(String name) {
        if (!values.containsKey(name)) {
            return others.apply(name);
        }
        if (!done.containsKey(name)) {
            if (open.size() > MAX_DEPTH || !open.add(name)) {
                return Optional.empty();
            }
            Optional<String> value = expanded(values.get(name));
            open.remove(name);
            done.put(name, value);
        }
        return done.get(name);
    }

    private Optional<String> expanded(String value) {
        StringBuilder text = new StringBuilder();
        Matcher use = USE.matcher(value);
        while (use.find()) {
            Optional<String> part =
                    use.group(1) != null ? Optional.of("$") : value(use.group(2) == null ? use.group(3) : use.group(2));
            if (part.isEmpty() || text.length() + part.get().length() > MAX_VALUE) {
                return Optional.empty();
            }
            use.appendReplacement(text, Matcher.quoteReplacement(part.get()));
        }
        return Optional.of(use.appendTail(text).toString());
    }
}
