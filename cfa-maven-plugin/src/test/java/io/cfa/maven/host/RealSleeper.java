package io.cfa.maven.host;

import java.time.Duration;
import java.time.Instant;

/** The real clock, and no long waits by it. */
public final class RealSleeper implements Sleeper {

    @Override
    public Instant now() {
        return Instant.now();
    }

    @Override
    public void pause(Duration duration) {
        Sleeper.system().pause(duration.compareTo(Duration.ofMillis(50)) > 0 ? Duration.ofMillis(50) : duration);
    }
}
