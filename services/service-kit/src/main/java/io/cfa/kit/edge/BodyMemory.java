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

    synchronized void release(long bytes) {
        taken -= bytes;
    }
}
