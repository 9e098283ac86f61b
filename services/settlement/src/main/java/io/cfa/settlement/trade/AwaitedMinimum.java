package io.cfa.settlement.trade;

import java.time.Duration;

/**
 * The minimum of a placement that a trade waits for.
 *
 * @param seconds   until the deadline; less than nothing where it is over
 * @param enough    whether as many units are taken, and what is missing is that their buyers are confirmed
 * @param confirmed whether this trade's are
 */
record AwaitedMinimum(long seconds, boolean enough, boolean confirmed) {

    /** How long a trade that has nothing to do waits; whoever has something for it makes it due before. */
    Duration pause() {
        return Duration.ofSeconds(Math.max(1, seconds));
    }
}
