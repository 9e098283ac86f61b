package io.cfa.maven.report;

/**
 * Something that is not as it should be.
 *
 * @param place    where: {@code file:line}, a URL, or a container
 * @param observed what is there
 * @param expected what should be
 * @param next     the next step
 */
public record Finding(String place, String observed, String expected, String next) {

    /** All four in one line. */
    @Override
    public String toString() {
        return place + "  " + observed + "; expected " + expected + ". Next: " + next;
    }
}
