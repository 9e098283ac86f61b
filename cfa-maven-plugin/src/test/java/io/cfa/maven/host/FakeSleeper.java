package io.cfa.maven.host;

import java.time.Duration;
import java.time.Instant;

/** A clock that only moves when somebody waits by it. */
public final class FakeSleeper implements Sleeper {

    private Instant now = Instant.parse("2026-11-24T00:00:00Z");

    @Override
    public Instant now() {
        return now;
    }

    @Override
    public void pause(Duration duration) {
        now = now.plus(duration);
    }
}
