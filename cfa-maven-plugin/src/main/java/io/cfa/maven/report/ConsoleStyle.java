package io.cfa.maven.report;

/**
 * How lines for a person look.
 *
 * @param colour whether labels are coloured, by the escape codes of a terminal
 * @param width  how many characters of a line are ours: a terminal's columns without the eight that Maven's log begins a line with
 */
public record ConsoleStyle(boolean colour, int width) {

    /** What {@code [ERROR] } takes of a line. */
    private static final int MAVEN = 8;

    private static final int COLUMNS = 80;

    /** For a log that nobody knows the width of. */
    public static final ConsoleStyle PLAIN = of(false, COLUMNS);

    /** Of a terminal with so many columns. */
    public static ConsoleStyle of(boolean colour, int columns) {
        return new ConsoleStyle(colour, columns - MAVEN);
    }
}
