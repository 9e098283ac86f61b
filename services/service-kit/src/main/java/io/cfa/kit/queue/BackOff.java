package io.cfa.kit.queue;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;

/**
 * How long to wait before the next attempt: twice as long each time, up to a longest, give or take a half so that not all come back at once.
 *
 * @param first   the pause after the first attempt, before jitter
 * @param longest no pause is longer, before jitter
 * @param chance  numbers from 0 inclusive to 1 exclusive
 */
public record BackOff(Duration first, Duration longest, DoubleSupplier chance) {

    private static final int MOST_DOUBLINGS = 30;

    /** With jitter from this process's random numbers. */
    public static BackOff between(Duration first, Duration longest) {
        return new BackOff(first, longest, () -> ThreadLocalRandom.current().nextDouble());
    }

    /** The pause after so many attempts that failed before this one. */
    public Duration after(int attempts) {
        double doublings = Math.pow(2, Math.max(0, Math.min(attempts, MOST_DOUBLINGS)));
        double millis = Math.min(longest.toMillis(), first.toMillis() * doublings);
        return Duration.ofMillis((long) (millis * (0.5 + chance.getAsDouble())));
    }
}
