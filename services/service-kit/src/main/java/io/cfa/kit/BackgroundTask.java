package io.cfa.kit;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Work that goes on beside the requests: a step, a pause, and so on until the service stops, which lets a step that has begun end. */
public final class BackgroundTask implements SmartLifecycle {

    /** One step; it returns how long to pause before the next, or {@link #DONE}. */
    public interface Step {
        Duration run() throws InterruptedException;
    }

    /** After this there is no next step. */
    public static final Duration DONE = Duration.ofMillis(-1);

    private static final Logger LOG = LoggerFactory.getLogger(BackgroundTask.class);
    private static final Duration AFTER_A_FAILURE = Duration.ofSeconds(2);
    private static final long PATIENCE_MILLIS = 3000;

    private final String name;
    private final Step step;
    private Thread thread;

    /** Starts and stops with the service, where it is a bean. */
    public BackgroundTask(String name, Step step) {
        this.name = name;
        this.step = step;
    }

    /** One that a setting has switched off: it is there, and has no thread. */
    public static BackgroundTask switchedOff(String name) {
        return new BackgroundTask(name, null);
    }

    @Override
    public boolean isAutoStartup() {
        return step != null;
    }

    @Override
    public synchronized void start() {
        thread = new Thread(this::steps, name);
        thread.setDaemon(true);
        thread.start();
    }

    private void steps() {
        try {
            for (Duration pause = next(); !pause.isNegative() && goesOnAfter(pause); ) {
                pause = next();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Duration next() throws InterruptedException {
        try {
            return step.run();
        } catch (RuntimeException e) {
            LOG.warn("{} failed, trying again in {} ms: {}", name, AFTER_A_FAILURE.toMillis(), firstLine(e));
            LOG.debug("{} failed", name, e);
            return AFTER_A_FAILURE;
        }
    }

    private static String firstLine(RuntimeException failure) {
        return failure.toString().lines().findFirst().orElse("");
    }

    private synchronized boolean goesOnAfter(Duration pause) throws InterruptedException {
        long end = System.nanoTime() + pause.toNanos();
        for (long rest = pause.toMillis(); isRunning() && rest > 0; rest = (end - System.nanoTime()) / 1_000_000) {
            wait(rest);
        }
        return isRunning();
    }

    @Override
    public void stop() {
        Thread stopping;
        synchronized (this) {
            stopping = thread;
            thread = null;
            notifyAll();
        }
        try {
            stopping.join(PATIENCE_MILLIS);
            stopping.interrupt();
            stopping.join(PATIENCE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return thread != null;
    }
}
