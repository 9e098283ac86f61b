package io.cfa.maven.rollout;

import io.cfa.maven.verify.Sleeper;
import java.time.Duration;
import java.time.Instant;

/** The real clock, and no long waits by it. */
final class RealPacing implements Sleeper {

    @Override
    public Instant now() {
        return Instant.now();
    }

    @Override
    public void pause(Duration duration) {
        Sleeper.system().pause(duration.compareTo(Duration.ofMillis(50)) > 0 ? Duration.ofMillis(50) : duration);
    }
}
