package io.cfa.maven.model.env;

/**
 * The escapes of a double-quoted value: those of Go for one character, octal digits behind {@code \0}, and <code>\$</code>, which stays a
 * dollar; any other stays as it is written.
 */
final class EnvEscapes {

    private static final String LETTERS = "abfnrtv\"\\";
    private static final String CHARACTERS = "\u0007\b\f\n\r\t\u000B\"\\";

    private EnvEscapes() {}

    static String expand(String text) {
        if (text.indexOf('\\') < 0) {
            return text;
        }
        StringBuilder out = new StringBuilder();
        int at = 0;
        while (at < text.length()) {
            char next = at + 1 < text.length() ? text.charAt(at + 1) : 0;
            int letter = next == 0 ? -1 : LETTERS.indexOf(next);
            if (text.charAt(at) != '\\' || letter < 0 && next != '$' && next != '0' && next != 'c') {
                out.append(text.charAt(at));
                at++;
            } else if (letter >= 0) {
                out.append(CHARACTERS.charAt(letter));
                at += 2;
            } else if (next == '$') {
                // as a template has it: one dollar that begins no variable
                out.append("$$");
                at += 2;
            } else if (next == 'c') {
                out.append("\\c");
                at += 2;
            } else {
                at = octal(text, at, out);
            }
        }
        return out.toString();
    }

    /** Three digits behind the zero are a character; fewer are not. */
    private static int octal(String text, int at, StringBuilder out) {
        int end = at + 2;
        while (end < text.length() && end < at + 5 && Character.digit(text.charAt(end), 10) >= 0) {
            end++;
        }
        String digits = text.substring(at + 2, end);
        if (digits.matches("[0-3][0-7]{2}")) {
            out.append((char) Integer.parseInt(digits, 8));
        } else {
            // without the zero, as compose has it
            out.append('\\').append(digits);
        }
        return end;
    }
}
