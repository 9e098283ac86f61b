package io.cfa.kit.queue;

import io.cfa.kit.BackgroundTask;
import io.cfa.kit.RequestIds;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Works off what is due in a queue, many items at once, each on a thread of its own and under the id of the request that asked for it: woken
 * as soon as something is committed, and looking by itself for what was left for later or by a process that is no more. Stopping, each worker
 * ends the step that it is in and leaves the rest to others.
 *
 * @param <T> the item
 */
public final class QueueWorkers<T> implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(QueueWorkers.class);
    private static final Duration LOOK = Duration.ofMillis(500);
    private static final long PATIENCE_SECONDS = 13;
    private static final int MANY = 4;
    private static final Duration GATHER = Duration.ofMillis(10);

    private final DurableQueue<T> queue;
    private final QueueStep<T> step;
    private final BooleanSupplier isReady;
    private final Executor threads;
    private final int most;
    private final Semaphore free;
    private final Semaphore news = new Semaphore(0);
    private final BackgroundTask foreman;
    private final LeaseRenewal<T> inHand;
    private final BackgroundTask renewal;

    /**
     * Workers that start and stop with the service, where they are a bean.
     *
     * @param isReady whether the schema is there; nothing is taken before
     * @param threads one is taken for each item, virtual ones best
     * @param most    so many items at once; 0 where this process takes none
     */
    public QueueWorkers(DurableQueue<T> queue, QueueStep<T> step, BooleanSupplier isReady, Executor threads, int most) {
        this.queue = queue;
        this.step = step;
        this.isReady = isReady;
        this.threads = threads;
        this.most = most;
        this.free = new Semaphore(most);
        this.foreman = new BackgroundTask("queue-" + queue.name(), this::handOut);
        this.inHand = new LeaseRenewal<>(queue);
        this.renewal = new BackgroundTask("leases-" + queue.name(), inHand::round);
    }

    /** The table that they work off. */
    public QueueTable table() {
        return queue.table();
    }

    /** Something became due just now; to be called after its commit. */
    public void wake() {
        news.release();
    }

    private Duration handOut() throws InterruptedException {
        if (!isReady.getAsBoolean()) {
            return LOOK;
        }
        if (free.tryAcquire(LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
            int workers = 1 + free.drainPermits();
            if (handOut(workers) < workers && news.tryAcquire(LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
                news.drainPermits();
                // where much is going on, those that come at the same moment are taken with one statement
                return most - free.availablePermits() >= MANY ? GATHER : Duration.ZERO;
            }
        }
        return Duration.ZERO;
    }

    private int handOut(int workers) {
        int busy = 0;
        try {
            List<Lease<T>> leases = queue.take(workers);
            for (Lease<T> lease : leases) {
                threads.execute(() -> work(lease));
                busy++;
            }
            return busy;
        } finally {
            free.release(workers - busy);
        }
    }

    private void work(Lease<T> lease) {
        try {
            if (lease.requestId() == null) {
                steps(lease);
            } else {
                RequestIds.during(lease.requestId(), () -> steps(lease));
            }
        } finally {
            free.release();
        }
    }

    private void steps(Lease<T> first) {
        Lease<T> lease = first;
        Object worker = new Object();
        try {
            for (Optional<Lease<T>> next = Optional.of(first); next.isPresent(); next = step.run(lease)) {
                lease = next.get();
                if (!isRunning()) {
                    queue.handBack(lease);
                    return;
                }
                inHand.begin(worker, lease);
            }
        } catch (RuntimeException e) {
            LOG.warn("{} {} failed and is tried again: {}", queue.name(), lease.key(), e.toString());
            retry(lease);
        } finally {
            inHand.end(worker);
        }
    }

    private void retry(Lease<T> lease) {
        try {
            queue.retry(lease);
        } catch (RuntimeException e) {
            LOG.warn("{} {} waits until its lease has run out: {}", queue.name(), lease.key(), e.toString());
        }
    }

    @Override
    public void start() {
        foreman.start();
        renewal.start();
    }

    @Override
    public void stop() {
        foreman.stop();
        try {
            if (free.tryAcquire(most, PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                free.release(most);
            } else {
                LOG.warn("{}: what still waits for an answer is left to whoever comes next", queue.name());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            // the last step's lease is renewed until it has ended
            renewal.stop();
        }
    }

    @Override
    public boolean isRunning() {
        return foreman.isRunning();
    }

    /** Stops after the web server, so that what was requested last is begun, or left to be begun at once. */
    @Override
    public int getPhase() {
        return DEFAULT_PHASE - 4096;
    }
}
