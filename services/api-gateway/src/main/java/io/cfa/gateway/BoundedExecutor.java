package io.cfa.gateway;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;

/** Runs so many tasks at one time on the threads of another; the rest waits its turn. */
final class BoundedExecutor implements Executor {

    private final Executor threads;
    private final Semaphore room;
    private final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();

    BoundedExecutor(int most, Executor threads) {
        this.threads = threads;
        this.room = new Semaphore(most);
    }

    @Override
    public void execute(Runnable task) {
        waiting.add(task);
        begin();
    }

    private void begin() {
        if (!waiting.isEmpty() && room.tryAcquire()) {
            threads.execute(this::runAll);
        }
    }

    private void runAll() {
        try {
            for (Runnable task = waiting.poll(); task != null; task = waiting.poll()) {
                task.run();
            }
        } finally {
            room.release();
        }
        // one may have come after the last look, and found no room
        begin();
    }
}
