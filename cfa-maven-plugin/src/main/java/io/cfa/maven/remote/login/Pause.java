package io.cfa.maven.remote.login;

import io.cfa.maven.remote.RemoteException;
import java.time.Duration;

/** Waits; a test does not. */
@FunctionalInterface
public interface Pause {

    /** Waits for as long. */
    void of(Duration duration);

    /** Waits on the real clock. */
    static Pause system() {
        return duration -> {
            try {
                Thread.sleep(duration.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new RemoteException("interrupted while waiting for the host. Next: run the goal again", e);
            }
        };
    }
}
