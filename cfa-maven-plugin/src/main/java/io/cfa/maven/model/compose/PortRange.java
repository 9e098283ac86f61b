package io.cfa.maven.model.compose;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One port or several in a row.
 *
 * @param first 0 to 65535
 * @param last  the same as the first, or greater
 */
public record PortRange(int first, int last) {

    private static final Pattern FORM = Pattern.compile("([0-9]{1,9})(?:-([0-9]{1,9}))?");
    private static final int HIGHEST = 65_535;

    /**
     * Reads {@code 8080} or {@code 8080-8090}.
     *
     * @throws IllegalArgumentException if it is neither
     */
    static PortRange of(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw none(text);
        }
        int first = Integer.parseInt(matcher.group(1));
        int last = matcher.group(2) == null ? first : Integer.parseInt(matcher.group(2));
        if (last > HIGHEST || first > last) {
            throw none(text);
        }
        return new PortRange(first, last);
    }

    private static IllegalArgumentException none(String text) {
        return new IllegalArgumentException("\"" + text + "\" is not a port: expected a number from 1 to 65535");
    }

    /** How many. */
    public int size() {
        return last - first + 1;
    }
}
