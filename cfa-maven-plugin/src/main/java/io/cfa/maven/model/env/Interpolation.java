package io.cfa.maven.model.env;

import io.cfa.maven.model.source.MalformedFileException;
import io.cfa.maven.model.source.SourceLocation;
import java.util.Optional;
import java.util.function.Function;

/**
 * Replaces variables the way compose does: {@code $X}, <code>${X}</code>, <code>${X:-default}</code>, <code>${X-default}</code>,
 * <code>${X:?message}</code>, <code>${X?message}</code>, <code>${X:+other}</code>, <code>${X+other}</code>, and {@code $$} for a dollar;
 * defaults may nest.
 *
 * <p>Unlike compose, which warns and goes on with an empty text, a variable that is not set and has no default is an error. Depth and
 * length are bounded, also in sum over all texts of one scope. Source: docs.docker.com, "Interpolation" of the compose file reference, and
 * Docker Compose 2.26 where that is silent.
 */
public final class Interpolation {

    /** Deeper than anyone writes. */
    private static final int MAX_DEPTH = 20;

    /** Longer than any setting; it is what lines that double each other run into. */
    private static final int MAX_LENGTH = 16_384;

    private static final int MAX_TEMPLATE = 65_536;

    private static final int MAX_SUM = 16_000_000;

    private final Function<String, Optional<String>> variables;
    private int spent;

    /** A scope in which these variables are set. */
    public Interpolation(Function<String, Optional<String>> variables) {
        this.variables = variables;
    }

    /** How a text is read: for use, or for its syntax alone, where a variable may be unset. */
    private record Reading(SourceLocation place, int depth, boolean forUse) {

        Reading deeper(boolean use) {
            if (depth == MAX_DEPTH) {
                throw new MalformedFileException(
                        place, "nests variables more than " + MAX_DEPTH + " deep", "make it flatter");
            }
            return new Reading(place, depth + 1, forUse && use);
        }

        MalformedFileException malformed(String problem) {
            return new MalformedFileException(place, problem);
        }

        MalformedFileException malformed(String problem, String next) {
            return new MalformedFileException(place, problem, next);
        }
    }

    /**
     * The text with every variable replaced.
     *
     * @throws MalformedFileException where a variable is missing, its syntax is broken, or the result is too long, citing {@code place}
     */
    public String replace(String text, SourceLocation place) {
        if (text.indexOf('$') < 0) {
            return text;
        }
        Reading reading = new Reading(place, 0, true);
        if (text.length() > MAX_TEMPLATE) {
            throw reading.malformed(
                    "is a text of more than " + MAX_TEMPLATE + " characters with variables", "mount it as a file");
        }
        return replace(text, reading);
    }

    private String replace(String text, Reading reading) {
        StringBuilder out = new StringBuilder();
        int at = 0;
        while (at < text.length()) {
            int dollar = text.indexOf('$', at);
            if (dollar < 0 || dollar + 1 == text.length()) {
                out.append(text, at, text.length());
                break;
            }
            out.append(text, at, dollar);
            char next = text.charAt(dollar + 1);
            int end = Expression.nameEnd(text, dollar + 1);
            if (next == '$') {
                out.append('$');
                at = dollar + 2;
            } else if (next == '{') {
                Expression expression = Expression.at(text, dollar)
                        .orElseThrow(() -> reading.malformed(
                                shown(text, dollar) + " is not a form that compose knows",
                                "mend it, or write $$ for a dollar"));
                out.append(value(expression, reading));
                at = expression.end();
            } else {
                out.append(end == dollar + 1 ? "$" : required(text.substring(dollar + 1, end), reading));
                at = Math.max(end, dollar + 1);
            }
            bound(out, reading);
        }
        spent += out.length();
        return out.toString();
    }

    private void bound(StringBuilder out, Reading reading) {
        if (out.length() > MAX_LENGTH || spent > MAX_SUM) {
            throw reading.malformed(
                    "grows to more than " + (out.length() > MAX_LENGTH ? MAX_LENGTH : MAX_SUM)
                            + " characters when its variables are replaced",
                    "look for variables that double each other");
        }
    }

    private String value(Expression expression, Reading reading) {
        if (expression.operator().isEmpty()) {
            return required(expression.name(), reading);
        }
        boolean emptyCounts = expression.operator().startsWith(":");
        Optional<String> value = variables.apply(expression.name()).filter(v -> !emptyCounts || !v.isEmpty());
        char operator = expression.operator().charAt(expression.operator().length() - 1);
        boolean used = operator == '+' ? value.isPresent() : value.isEmpty();
        // compose looks at it either way, and refuses what it cannot read
        String word = replace(expression.word(), reading.deeper(used));
        if (operator == '?') {
            return value.orElseThrow(() -> reading.malformed(
                    "${" + expression.name() + "} is required" + (word.isEmpty() ? "" : ": " + word)));
        }
        return operator == '+' ? used ? word : "" : value.orElse(word);
    }

    private String required(String name, Reading reading) {
        Optional<String> value = variables.apply(name);
        if (value.isEmpty() && reading.forUse) {
            throw reading.malformed(
                    "the variable " + name + " is not set", "add a line " + name + "=… to the env file");
        }
        return value.orElse("");
    }

    private static String shown(String text, int dollar) {
        String rest = text.substring(dollar, Math.min(text.length(), dollar + 40));
        return "\"" + rest.lines().findFirst().orElse("") + "\"";
    }
}
