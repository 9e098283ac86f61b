package io.cfa.settlement.trade;

import java.time.Duration;
import java.util.function.DoubleSupplier;

/** How long to wait before asking again: twice as long each time, up to ten seconds, give or take a half so that not all come back at once. */
final class BackOff {

    private static final long FIRST_MILLIS = 100;
    private static final long LONGEST_MILLIS = 10_000;

    private final DoubleSupplier chance;

    /** Takes its chances, from 0 to 1, from a source. */
    BackOff(DoubleSupplier chance) {
        this.chance = chance;
    }

    Duration after(int attempts) {
        long millis = Math.min(LONGEST_MILLIS, FIRST_MILLIS << Math.min(attempts, 10));
        return Duration.ofMillis((long) (millis * (0.5 + chance.getAsDouble())));
    }
}
