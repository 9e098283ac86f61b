package io.cfa.kit.audit;

import io.cfa.kit.BackgroundTask;
import io.cfa.kit.DatabaseClock;
import io.cfa.kit.audit.AuditTrail.Done;
import io.cfa.kit.audit.AuditTrail.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Writes the audit. What a person asks for is written down before it is tried: where that cannot be, it is not tried. What came of it, and what
 * services do many times a second under ids that their own entries keep, is written a moment later, many at once, and before the service stops.
 */
final class AuditWriter implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(AuditWriter.class);
    private static final Duration PAUSE = Duration.ofMillis(200);
    private static final int AT_ONCE = 500;
    private static final int WAITING = 10_000;

    private final AuditTrail trail;
    private final BlockingQueue<Outcome> outcomes = new LinkedBlockingQueue<>(WAITING);
    private final BlockingQueue<Done> changes = new LinkedBlockingQueue<>(WAITING);
    private final BackgroundTask task;

    AuditWriter(AuditTrail trail) {
        this.trail = trail;
        this.task = new BackgroundTask("audit", this::step);
    }

    /** A person asks for a change: returns the number under which that stands. */
    long begin(AuditEntry entry) {
        return trail.begin(entry);
    }

    /** What came of what stands under a number. */
    void end(long number, int status, String outcome) {
        put(outcomes, new Outcome(number, status, outcome), trail::end);
    }

    /** A service has made a change. */
    void add(AuditEntry entry, int status, String outcome) {
        put(changes, new Done(entry, DatabaseClock.now(), status, outcome), trail::add);
    }

    /** Where too many wait, the caller writes its own. */
    private static <T> void put(BlockingQueue<T> queue, T one, Consumer<List<T>> write) {
        if (!queue.offer(one)) {
            write.accept(List.of(one));
        }
    }

    private Duration step() {
        boolean more = write(outcomes, trail::end);
        more |= write(changes, trail::add);
        return more ? Duration.ZERO : PAUSE;
    }

    /** What could not be written waits again, as long as there is room. */
    private static <T> boolean write(BlockingQueue<T> queue, Consumer<List<T>> write) {
        List<T> some = new ArrayList<>();
        queue.drainTo(some, AT_ONCE);
        if (some.isEmpty()) {
            return false;
        }
        try {
            write.accept(some);
        } catch (RuntimeException e) {
            List<T> lost = some.stream().filter(one -> !queue.offer(one)).toList();
            if (!lost.isEmpty()) {
                LOG.error("the audit has no room for {}", lost);
            }
            throw e;
        }
        return some.size() == AT_ONCE;
    }

    @Override
    public void start() {
        task.start();
    }

    @Override
    public void stop() {
        task.stop();
        try {
            while (!outcomes.isEmpty() || !changes.isEmpty()) {
                step();
            }
        } catch (RuntimeException e) {
            LOG.error("the audit was not written to its end: {}, {}", outcomes, changes, e);
        }
    }

    @Override
    public boolean isRunning() {
        return task.isRunning();
    }

    /** Stops after the web server. */
    @Override
    public int getPhase() {
        return DEFAULT_PHASE - 4096;
    }
}
