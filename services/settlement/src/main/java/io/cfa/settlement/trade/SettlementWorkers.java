package io.cfa.settlement.trade;

import io.cfa.kit.BackgroundTask;
import io.cfa.kit.SchemaMigrator;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.task.SimpleAsyncTaskExecutorBuilder;
import org.springframework.context.SmartLifecycle;
import org.springframework.core.task.AsyncTaskExecutor;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;

/**
 * Settles what is due, many trades at once, each on a thread of its own: woken by a request as soon as it is committed, and looking by itself
 * for what was left for later or by a process that is no more. Stopping, each worker ends the step that it is in and leaves the rest to others.
 */
@Component
class SettlementWorkers implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(SettlementWorkers.class);
    private static final Duration LOOK = Duration.ofMillis(500);
    private static final long PATIENCE_SECONDS = 13;

    private final TradeQueue worklist;
    private final SagaExecutor settling;
    private final SchemaMigrator schema;
    private final AsyncTaskExecutor threads;
    private final int most;
    private final Semaphore free;
    private final Semaphore news = new Semaphore(0);
    private final BackgroundTask foreman = new BackgroundTask("trades", this::handOut);

    SettlementWorkers(
            TradeQueue worklist,
            SagaExecutor settling,
            SchemaMigrator schema,
            SimpleAsyncTaskExecutorBuilder threads,
            @Value("${cfa.settlement.workers:32}") int most) {
        this.worklist = worklist;
        this.settling = settling;
        this.schema = schema;
        this.threads = threads.threadNamePrefix("trade-").build();
        this.most = most;
        this.free = new Semaphore(most);
    }

    @TransactionalEventListener
    void wake(TradeService.Requested request) {
        news.release();
    }

    private Duration handOut() throws InterruptedException {
        if (!schema.isReady()) {
            return LOOK;
        }
        if (free.tryAcquire(LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
            int workers = 1 + free.drainPermits();
            if (handOut(workers) < workers && news.tryAcquire(LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
                news.drainPermits();
            }
        }
        return Duration.ZERO;
    }

    private int handOut(int workers) {
        int busy = 0;
        try {
            List<TradeLease> claims = worklist.take(workers);
            for (TradeLease claim : claims) {
                threads.execute(() -> settle(claim));
                busy++;
            }
            return busy;
        } finally {
            free.release(workers - busy);
        }
    }

    private void settle(TradeLease first) {
        // in the log of every service the lines of a trade can be found by its id
        MDC.put("requestId", first.trade().id().toString());
        try {
            Optional<TradeLease> claim = Optional.of(first);
            while (claim.isPresent() && isRunning()) {
                claim = settling.step(claim.get());
            }
            claim.ifPresent(worklist::handBack);
        } catch (RuntimeException e) {
            LOG.warn(
                    "trade {} waits until its lease has run out: {}",
                    first.trade().id(),
                    e.toString());
        } finally {
            MDC.clear();
            free.release();
        }
    }

    @Override
    public void start() {
        foreman.start();
    }

    @Override
    public void stop() {
        foreman.stop();
        try {
            if (free.tryAcquire(most, PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                free.release(most);
            } else {
                LOG.warn("trades that wait for an answer are left to whoever comes next");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
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
