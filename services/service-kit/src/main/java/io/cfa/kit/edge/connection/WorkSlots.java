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

    /** The slot of a thread, and whether it has it now. */
    private static final class Slot {
        private final WorkSlots of;
        private boolean held = true;

        private Slot(WorkSlots of) {
            this.of = of;
        }
    }

    private static final ThreadLocal<Slot> MINE = new ThreadLocal<>();

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
        Slot slot = new Slot(this);
        MINE.set(slot);
        try {
            for (Runnable task = first; task != null; task = slot.held ? next() : null) {
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
        Slot slot = MINE.get();
        if (slot == null || !slot.held) {
            return wait.run();
        }
        slot.held = false;
        slot.of.giveBack();
        // whom the wait was in vain for has little left to do, and must not queue up to do it
        R result = wait.run();
        slot.of.comeBack();
        slot.held = true;
        return result;
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
