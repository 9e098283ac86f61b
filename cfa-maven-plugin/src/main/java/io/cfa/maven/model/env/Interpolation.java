package io.cfa.maven.model.env;

import io.cfa.maven.model.source.MalformedFileException;
import io.cfa.maven.model.source.SourceLocation;
import java.util.Optional;
import java.util.function.Function;

/**
 * Replaces variables the way compose does: {@code $X}, <code>${X}</code>, <code>${X:-default}</code>, <code>${X-default}</code>,
 * <code>${X:?message}</code>, <code>${X?message}</code>, <code>${X:+other}</code>, <code>${X+other}</code>, and {@code $$} for a dollar.
 *
 * <p>Unlike compose, which warns and goes on with an empty text, a variable that is not set and has no default is an error. Source:
 * docs.docker.com, "Interpolation" of the compose file reference.
 */
public final class Interpolation {

    private final Function<String, Optional<String>> variables;
    private final SourceLocation place;

    private Interpolation(Function<String, Optional<String>> variables, SourceLocation place) {
        this.variables = variables;
        this.place = place;
    }

    /**
     * The text with every variable replaced.
     *
     * @throws MalformedFileException where a variable is missing or its syntax is broken, citing {@code place}
     */
    public static String of(String text, Function<String, Optional<String>> variables, SourceLocation place) {
        return new Interpolation(variables, place).replace(text);
    }

    private String replace(String text) {
        StringBuilder out = new StringBuilder();
        int at = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c != '$' || at + 1 == text.length()) {
                out.append(c);
                at++;
            } else if (text.charAt(at + 1) == '$') {
                out.append('$');
                at += 2;
            } else if (text.charAt(at + 1) == '{') {
                int end = closing(text, at + 2);
                out.append(expression(text.substring(at + 2, end)));
                at = end + 1;
            } else {
                int end = nameEnd(text, at + 1);
                out.append(end == at + 1 ? "$" : required(text.substring(at + 1, end)));
                at = end;
            }
        }
        return out.toString();
    }

    private String expression(String body) {
        int end = nameEnd(body, 0);
        String name = body.substring(0, end);
        String rest = body.substring(end);
        if (name.isEmpty()) {
            throw malformed("${" + body + "} names no variable");
        }
        if (rest.isEmpty()) {
            return required(name);
        }
        boolean emptyCounts = rest.charAt(0) == ':';
        String operator = emptyCounts ? rest.substring(1) : rest;
        if (operator.isEmpty() || "-?+".indexOf(operator.charAt(0)) < 0) {
            throw malformed("${" + body + "} is not a form that compose knows");
        }
        Optional<String> value = variables.apply(name).filter(v -> !emptyCounts || !v.isEmpty());
        String word = operator.substring(1);
        return switch (operator.charAt(0)) {
            case '-' -> value.orElseGet(() -> replace(word));
            case '+' -> value.isPresent() ? replace(word) : "";
            default ->
                value.orElseThrow(() -> malformed("${" + name + "} is required" + (word.isEmpty() ? "" : ": " + word)));
        };
    }

    private String required(String name) {
        return variables
                .apply(name)
                .orElseThrow(() -> malformed("the variable " + name + " is not set. Next: add a line " + name
                        + "=… to .env.cfa2, or set it in the environment"));
    }

    private MalformedFileException malformed(String message) {
        return new MalformedFileException(place, message);
    }

    private int closing(String text, int from) {
        int depth = 1;
        for (int i = from; i < text.length(); i++) {
            if (text.startsWith("${", i)) {
                depth++;
            } else if (text.charAt(i) == '}' && --depth == 0) {
                return i;
            }
        }
        throw malformed("\"" + text + "\" opens ${ and does not close it");
    }

    private static int nameEnd(String text, int from) {
        int end = from;
        while (end < text.length()
                && (text.charAt(end) == '_'
                        || Character.isLetterOrDigit(text.charAt(end))
                                && text.charAt(end) < 128
                                && (end > from || !Character.isDigit(text.charAt(end))))) {
            end++;
        }
        return end;
    }
}
