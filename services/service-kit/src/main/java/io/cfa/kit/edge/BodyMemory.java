package io.cfa.kit.edge;

/** The memory that all bodies together may take. It is taken as bytes arrive, so a length that is only promised takes none. */
final class BodyMemory {

    private final long most;
    private long taken;

    BodyMemory(long most) {
        this.most = most;
    }

    synchronized boolean take(long bytes) {
        if (taken + bytes > most) {
            return false;
        }
        taken += bytes;
        return true;
    }

    /** Takes it when others have released as much, within a time. */
    synchronized boolean take(long bytes, long millis) {
        long end = System.nanoTime() + millis * 1_000_000;
        try {
            for (long left = millis; !take(bytes); left = (end - System.nanoTime()) / 1_000_000) {
                if (left <= 0) {
                    return false;
                }
                wait(left);
            }
            return true;
        } catch (InterruptedException e) {
            // whoever waits is cut off, which its next read tells it
            Thread.currentThread().interrupt();
            return false;
        }
    }

    synchronized void release(long bytes) {
        taken -= bytes;
        notifyAll();
    }
}
