package io.cfa.kit.edge;

import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;

/** Who reads a body now, in the order in which they began. Where there is no room for one more, the longest unfinished one is cut off. */
final class BodyReaders {

    private final int most;
    private final Consumer<InetSocketAddress> cut;
    private final Deque<Reader> reading = new ArrayDeque<>();

    BodyReaders(int most, Consumer<InetSocketAddress> cut) {
        this.most = most;
        this.cut = cut;
    }

    /** A thread that reads a body from a caller. */
    final class Reader implements AutoCloseable {

        private final InetSocketAddress from;
        private final Thread thread = Thread.currentThread();
        private final long until;
        private boolean cutOff;
        private boolean done;

        private Reader(InetSocketAddress from, long until) {
            this.from = from;
            this.until = until;
        }

        /** Whether it was cut off, for the sake of others or as it took too long. */
        boolean isCutOff() {
            synchronized (BodyReaders.this) {
                return cutOff;
            }
        }

        @Override
        public void close() {
            synchronized (BodyReaders.this) {
                reading.remove(this);
                done = true;
                if (cutOff) {
                    // it was meant for the read, which is over
                    Thread.interrupted();
                }
            }
        }
    }

    /** Begins to read, until an instant of {@link System#nanoTime()} at the latest. */
    Reader begin(InetSocketAddress from, long until) {
        Reader reader = new Reader(from, until);
        Reader victim = null;
        synchronized (this) {
            if (reading.size() >= most) {
                victim = reading.pollFirst();
            }
            reading.addLast(reader);
        }
        cutOff(victim);
        return reader;
    }

    /** Cuts the longest unfinished one off, if it is another; whether there was one. */
    boolean cutOldestBut(Reader own) {
        Reader victim;
        synchronized (this) {
            victim = reading.peekFirst();
            if (victim == null || victim == own) {
                return false;
            }
            reading.removeFirst();
        }
        cutOff(victim);
        return true;
    }

    void cutOverdue(long now) {
        List<Reader> overdue = new ArrayList<>();
        synchronized (this) {
            reading.removeIf(reader -> now - reader.until > 0 && overdue.add(reader));
        }
        overdue.forEach(this::cutOff);
    }

    private synchronized void cutOff(Reader victim) {
        if (victim != null && !victim.done) {
            victim.cutOff = true;
            cut.accept(victim.from);
            // Tomcat's read waits for bytes or its time-out, and looks at the connection only when it is woken
            victim.thread.interrupt();
        }
    }

    synchronized int size() {
        return reading.size();
    }
}
