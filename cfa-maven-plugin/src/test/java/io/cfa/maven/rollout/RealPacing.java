package io.cfa.maven.rollout;

import io.cfa.maven.verify.Pacing;
import java.time.Duration;
import java.time.Instant;

/** The real clock, and no long waits by it. */
final class RealPacing implements Pacing {

    @Override
    public Instant now() {
        return Instant.now();
    }

    @Override
    public void pause(Duration duration) {
        Pacing.system().pause(duration.compareTo(Duration.ofMillis(50)) > 0 ? Duration.ofMillis(50) : duration);
    }
}
