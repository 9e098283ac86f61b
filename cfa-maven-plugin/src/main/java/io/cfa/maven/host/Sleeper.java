package io.cfa.maven.host;

import java.time.Duration;
import java.time.Instant;

/** The clock, and waiting by it; handed in, so that tests wait in no time. */
public interface Sleeper {

    /** The time now. */
    Instant now();

    /** Waits; an interrupt ends the wait with an exception, and stays set. */
    void pause(Duration duration);

    /** The machine's clock. */
    static Sleeper system() {
        return new Sleeper() {
            @Override
            public Instant now() {
                return Instant.now();
            }

            @Override
            public void pause(Duration duration) {
                try {
                    Thread.sleep(duration.toMillis());
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new IllegalStateException("interrupted while waiting", e);
                }
            }
        };
    }
}
