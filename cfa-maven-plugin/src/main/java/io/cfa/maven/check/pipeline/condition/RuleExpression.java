package io.cfa.maven.check.pipeline.condition;

import com.google.re2j.PatternSyntaxException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The condition of a rule, as GitLab reads it: variables, texts, {@code null} and regular expressions, compared by {@code ==}, {@code !=},
 * {@code =~} and {@code !~}, joined by {@code &&} and {@code ||}, in parentheses.
 *
 * <p>Source: docs.gitlab.com, "CI/CD job rules", "CI/CD variable expressions". Regular expressions are RE2's, as GitLab's are, and take a time
 * that grows with their length alone.
 */
public final class RuleExpression {

    private static final Pattern TOKEN = Pattern.compile("\\s*(?:(?<variable>\\$[A-Za-z_][A-Za-z0-9_]*)"
            + "|\"(?<double>[^\"]*)\"|'(?<single>[^']*)'"
            + "|(?<regex>/(?:[^/\\\\]|\\\\.)++/[ims]*)"
            + "|(?<operator>==|!=|=~|!~|&&|\\|\\||\\(|\\))"
            + "|(?<null>null)\\b)\\s*");
    private static final Pattern REGEX = Pattern.compile("(?s)/.+/[ims]*");
    private static final int MAX_DEPTH = 50;
    private static final int MAX_REGEX = 1000;

    private final String text;
    private final PipelineVariables variables;
    private final Matcher token;
    private int at;
    private int depth;

    private RuleExpression(String text, PipelineVariables variables) {
        this.text = text;
        this.variables = variables;
        this.token = TOKEN.matcher(text);
    }

    /**
     * Evaluates a condition.
     *
     * @throws IllegalArgumentException if it is none
     */
    static Truth evaluate(String text, PipelineVariables variables) {
        RuleExpression expression = new RuleExpression(text, variables);
        Truth truth = expression.any();
        if (expression.at < text.length()) {
            throw expression.malformed();
        }
        return truth;
    }

    private IllegalArgumentException malformed() {
        return new IllegalArgumentException("\"" + text + "\" is no condition that GitLab reads");
    }

    private Truth any() {
        Truth truth = all();
        while (takes("||")) {
            truth = truth.or(all());
        }
        return truth;
    }

    private Truth all() {
        Truth truth = comparison();
        while (takes("&&")) {
            truth = truth.and(comparison());
        }
        return truth;
    }

    private Truth comparison() {
        if (takes("(")) {
            depth++;
            if (depth > MAX_DEPTH) {
                throw malformed();
            }
            Truth truth = any();
            depth--;
            if (!takes(")")) {
                throw malformed();
            }
            return truth;
        }
        Optional<RuleOperand> left = operand();
        for (String operator : new String[] {"==", "!=", "=~", "!~"}) {
            if (takes(operator)) {
                Truth truth = operator.endsWith("~") ? matches(left, operand()) : equal(left, operand());
                return operator.startsWith("!") ? truth.not() : truth;
            }
        }
        return left.map(value -> Truth.of(value.isTrue())).orElse(Truth.UNKNOWN);
    }

    private static Truth equal(Optional<RuleOperand> left, Optional<RuleOperand> right) {
        return left.isEmpty() || right.isEmpty() ? Truth.UNKNOWN : Truth.of(left.equals(right));
    }

    private Truth matches(Optional<RuleOperand> left, Optional<RuleOperand> right) {
        if (left.isEmpty() || right.isEmpty()) {
            return Truth.UNKNOWN;
        }
        if (left.get().text().isEmpty() || right.get().text().isEmpty()) {
            return Truth.FALSE;
        }
        String text = left.get().text().get();
        String regex = right.get().text().get();
        // GitLab's own documentation calls what it does with other texts unexpected
        return Truth.of(REGEX.matcher(regex).matches() ? find(regex, text) : regex.contains(text));
    }

    /**
     * Whether a regular expression between slashes finds itself in a text.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static boolean find(String regex, String text) {
        int end = regex.lastIndexOf('/');
        if (!regex.startsWith("/") || end < 1 || regex.length() > MAX_REGEX) {
            throw new IllegalArgumentException(
                    "\"" + regex + "\" is no regular expression: expected it between slashes");
        }
        String flags = regex.substring(end + 1);
        String pattern = (flags.isEmpty() ? "" : "(?" + flags + ")")
                + regex.substring(1, end).replace("\\/", "/");
        try {
            return com.google.re2j.Pattern.compile(pattern).matcher(text).find();
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException("\"" + regex + "\" is no regular expression that RE2 reads", e);
        }
    }

    private boolean takes(String operator) {
        token.region(at, text.length());
        if (token.lookingAt() && operator.equals(token.group("operator"))) {
            at = token.end();
            return true;
        }
        return false;
    }

    /** Absent where its value is not known. */
    private Optional<RuleOperand> operand() {
        token.region(at, text.length());
        if (!token.lookingAt() || token.group("operator") != null) {
            throw malformed();
        }
        at = token.end();
        if (token.group("variable") != null) {
            return variables.get(token.group("variable").substring(1));
        }
        for (String kind : new String[] {"double", "single", "regex"}) {
            if (token.group(kind) != null) {
                return Optional.of(new RuleOperand(Optional.of(token.group(kind))));
            }
        }
        return Optional.of(RuleOperand.NOTHING);
    }
}
