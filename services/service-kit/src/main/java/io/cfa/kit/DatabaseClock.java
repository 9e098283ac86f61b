package io.cfa.kit;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Time as PostgreSQL keeps it: what is written down reads the same when it is read again. */
public final class DatabaseClock {

    private static final Clock CLOCK = Clock.systemUTC();

    private DatabaseClock() {}

    /** Now, to the microsecond. */
    public static Instant now() {
        return now(CLOCK);
    }

    /** The same by another clock, such as that of a test. */
    public static Instant now(Clock clock) {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
