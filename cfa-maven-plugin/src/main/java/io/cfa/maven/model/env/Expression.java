package io.cfa.maven.model.env;

import java.util.Optional;

/**
 * A variable in braces, cut out as Docker Compose 2.26 cuts it: what stands behind the operator may hold braces of its own, and ends in
 * the same line.
 *
 * @param name     the variable
 * @param operator {@code :-}, {@code -}, {@code :?}, {@code ?}, {@code :+}, {@code +}, or nothing
 * @param word     what stands behind the operator
 * @param end      the place behind the closing brace
 */
record Expression(String name, String operator, String word, int end) {

    /** The expression whose dollar stands there; empty where it is none that compose knows. */
    static Optional<Expression> at(String text, int dollar) {
        int nameEnd = nameEnd(text, dollar + 2);
        String name = text.substring(dollar + 2, nameEnd);
        if (name.isEmpty() || nameEnd == text.length()) {
            return Optional.empty();
        }
        if (text.charAt(nameEnd) == '}') {
            return Optional.of(new Expression(name, "", "", nameEnd + 1));
        }
        int word = text.charAt(nameEnd) == ':' ? nameEnd + 2 : nameEnd + 1;
        if (word > text.length() || "-?+".indexOf(text.charAt(word - 1)) < 0) {
            return Optional.empty();
        }
        int lineEnd = text.indexOf('\n', word);
        int last = text.lastIndexOf('}', lineEnd < 0 ? text.length() : lineEnd);
        if (last < word) {
            return Optional.empty();
        }
        int close = closing(text, dollar + 1, last);
        return Optional.of(new Expression(name, text.substring(nameEnd, word), text.substring(word, close), close + 1));
    }

    /** The brace that closes the one at the beginning, no farther than the last of the line; of two that open at once, compose counts one. */
    private static int closing(String text, int from, int last) {
        int open = 0;
        for (int i = from; i <= last; i++) {
            if (text.charAt(i) == '}') {
                open--;
                if (open == 0) {
                    return i;
                }
            } else if (text.charAt(i) == '{') {
                open++;
                i++;
            }
        }
        return last;
    }

    /** The place behind the name that begins there. */
    static int nameEnd(String text, int from) {
        int end = from;
        while (end < text.length() && isOfName(text.charAt(end), end == from)) {
            end++;
        }
        return end;
    }

    private static boolean isOfName(char c, boolean first) {
        return c == '_' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || !first && c >= '0' && c <= '9';
    }
}
