package io.cfa.maven.docker;

import java.time.Duration;

/** Writes how long something took as a person says it, in one unit. */
public final class Durations {

    private static final int ENOUGH = 2;

    private Durations() {}

    /** {@code 20 s}, {@code 5 min}, {@code 3 h}, {@code 12 days}: the largest unit of which there are two. */
    public static String describe(Duration span) {
        if (span.toDays() >= ENOUGH) {
            return span.toDays() + " days";
        }
        if (span.toHours() >= ENOUGH) {
            return span.toHours() + " h";
        }
        return span.toMinutes() >= ENOUGH ? span.toMinutes() + " min" : Math.max(0, span.toSeconds()) + " s";
    }
}
