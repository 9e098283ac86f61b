package io.cfa.settlement.stream;

import io.cfa.kit.DomainException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.SmartLifecycle;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/** How many streams there are at one time and for how long; all of them end when the service is told to stop. */
@Component
class StreamLimits implements SmartLifecycle {

    private static final int OF_A_LOGIN = 3;

    private final Semaphore free;
    private final Duration lifetime;
    private final Duration pause;
    private final Map<String, Integer> ofLogin = new ConcurrentHashMap<>();
    private volatile CountDownLatch stopping = new CountDownLatch(1);
    private volatile boolean running;

    StreamLimits(
            @Value("${cfa.settlement.streams:64}") int most,
            @Value("${cfa.settlement.stream-lifetime:60s}") Duration lifetime,
            @Value("${cfa.settlement.stream-pause:500ms}") Duration pause) {
        this.free = new Semaphore(most);
        this.lifetime = lifetime;
        this.pause = pause;
    }

    Duration lifetime() {
        return lifetime;
    }

    /** Takes a place, or refuses with 429. */
    void enter(String login) {
        if (ofLogin.merge(login, 1, Integer::sum) > OF_A_LOGIN || !free.tryAcquire()) {
            forget(login);
            throw new DomainException(
                    HttpStatus.TOO_MANY_REQUESTS,
                    "too-many-streams",
                    "A login follows its trades over %d streams at most, and the service has room for so many."
                            .formatted(OF_A_LOGIN));
        }
    }

    void leave(String login) {
        free.release();
        forget(login);
    }

    private void forget(String login) {
        ofLogin.computeIfPresent(login, (same, streams) -> streams > 1 ? streams - 1 : null);
    }

    /** Waits for a moment; false once the service stops. */
    boolean pause() {
        try {
            return !stopping.await(pause.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public void start() {
        stopping = new CountDownLatch(1);
        running = true;
    }

    @Override
    public void stop() {
        running = false;
        stopping.countDown();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Before the web server, which waits for its requests. */
    @Override
    public int getPhase() {
        return DEFAULT_PHASE;
    }
}
