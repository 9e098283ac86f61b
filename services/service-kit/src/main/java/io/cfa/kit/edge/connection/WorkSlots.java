package io.cfa.kit.edge.connection;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;

/**
 * Runs so many requests at one time on the threads of another executor; the rest wait their turn as connections with something to read, which take
 * a few kilobytes each where one that is worked on takes some 140. Who waits for a slow caller steps aside meanwhile, and comes back before any
 * that has not begun.
 */
public final class WorkSlots implements Executor {

    /** What is done beside the slots. */
    public interface Wait<R> {
        R run() throws IOException;
    }

    private static final ThreadLocal<WorkSlots> MINE = new ThreadLocal<>();

    private final Executor threads;
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private int free;
    private int returning;

    public WorkSlots(int most, Executor threads) {
        this.free = most;
        this.threads = threads;
    }

    @Override
    public void execute(Runnable task) {
        synchronized (this) {
            if (free <= returning) {
                waiting.add(task);
                return;
            }
            free--;
        }
        start(task);
    }

    private void start(Runnable first) {
        try {
            threads.execute(() -> runAll(first));
        } catch (RuntimeException e) {
            giveBack();
            throw e;
        }
    }

    private void runAll(Runnable first) {
        MINE.set(this);
        try {
            for (Runnable task = first; task != null; task = next()) {
                runOne(task);
            }
        } finally {
            MINE.remove();
        }
    }

    private static void runOne(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            Thread thread = Thread.currentThread();
            thread.getUncaughtExceptionHandler().uncaughtException(thread, e);
        }
    }

    /** The task that goes on with the slot; null where the slot was given away. */
    private synchronized Runnable next() {
        Runnable task = returning > 0 ? null : waiting.poll();
        if (task == null) {
            free++;
            notifyAll();
        }
        return task;
    }

    private void giveBack() {
        Runnable task = next();
        if (task != null) {
            start(task);
        }
    }

    /** Waits for a caller without holding a slot of this thread's, if it holds one. */
    public static <R> R aside(Wait<R> wait) throws IOException {
        WorkSlots slots = MINE.get();
        if (slots == null) {
            return wait.run();
        }
        slots.giveBack();
        try {
            return wait.run();
        } finally {
            slots.comeBack();
        }
    }

    private synchronized void comeBack() {
        returning++;
        boolean interrupted = false;
        while (free == 0) {
            try {
                wait();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        returning--;
        free--;
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
