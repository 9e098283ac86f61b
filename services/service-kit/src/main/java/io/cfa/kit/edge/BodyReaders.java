package io.cfa.kit.edge;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Who reads a body now. Where there is no room for one more, the one of which nothing to speak of has come for the longest time is cut off: a
 * byte now and then is nothing to speak of.
 */
final class BodyReaders {

    /** So much is something. */
    private static final int SOMETHING = 1024;

    /**
     * Whoever takes memory keeps it for so long though nothing comes, and others wait, unread: else a crowd that sends large bodies would have us
     * read as fast as it can send.
     */
    private static final long STALLED_NANOS = 1_000_000_000L;

    private final int most;
    private final Consumer<InetSocketAddress> hangUp;
    private final Set<Reader> reading = new LinkedHashSet<>();
    /** Those of them that were not told to stop. */
    private int going;

    BodyReaders(int most, Consumer<InetSocketAddress> hangUp) {
        this.most = most;
        this.hangUp = hangUp;
    }

    /** Reads some bytes, or says with -1 that there are no more. */
    interface Read {
        int bytes() throws IOException;
    }

    /** A thread that reads a body from a caller. */
    final class Reader implements AutoCloseable {

        private final InetSocketAddress from;
        private final Thread thread = Thread.currentThread();
        private final long until;
        private long since = System.nanoTime();
        private long littles;
        private long memory;
        private boolean inRead;
        private boolean interrupted;
        private boolean cutOff;

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

        /** Pauses, unless it is cut off meanwhile or before. */
        void pause(long nanos) {
            if (!isCutOff()) {
                LockSupport.parkNanos(this, nanos);
            }
        }

        /** It takes so much of the memory by now. */
        void takes(long bytes) {
            synchronized (BodyReaders.this) {
                memory = bytes;
            }
        }

        /** A read, which ends with the connection when it is cut off meanwhile. */
        int read(Read next) throws IOException {
            synchronized (BodyReaders.this) {
                inRead = true;
            }
            int bytes = 0;
            try {
                bytes = next.bytes();
                return bytes;
            } finally {
                readSoMany(bytes);
            }
        }

        private void readSoMany(int bytes) {
            synchronized (BodyReaders.this) {
                inRead = false;
                littles += Math.max(0, bytes);
                if (littles >= SOMETHING) {
                    littles = 0;
                    since = System.nanoTime();
                }
            }
        }

        /** It has been cut off, and what it needs has not come: nobody waits for an answer any more. */
        void hangUp() {
            hangUp.accept(from);
        }

        @Override
        public void close() {
            synchronized (BodyReaders.this) {
                reading.remove(this);
                if (!cutOff) {
                    going--;
                }
                if (interrupted) {
                    // it was meant for the read, which is over
                    Thread.interrupted();
                }
            }
        }
    }

    /** Begins to read, until an instant of {@link System#nanoTime()} at the latest. */
    Reader begin(InetSocketAddress from, long until) {
        Reader reader = new Reader(from, until);
        synchronized (this) {
            if (going >= most) {
                cutOneOf(any -> true);
            }
            reading.add(reader);
            going++;
        }
        return reader;
    }

    /** Cuts one off, as there are too many connections; whether there was one. */
    synchronized boolean cutOne() {
        return cutOneOf(any -> true);
    }

    /** Cuts off one that takes memory and of which nothing has come for a while; whether there was one. */
    synchronized boolean cutForMemory() {
        long stalled = System.nanoTime() - STALLED_NANOS;
        return cutOneOf(reader -> reader.memory > 0 && reader.since - stalled < 0);
    }

    synchronized void cutOverdue(long now) {
        reading.stream().filter(reader -> now - reader.until > 0).forEach(this::cutOff);
    }

    private boolean cutOneOf(Predicate<Reader> which) {
        Reader victim = null;
        for (Reader reader : reading) {
            if (!reader.cutOff && which.test(reader) && (victim == null || reader.since - victim.since < 0)) {
                victim = reader;
            }
        }
        if (victim != null) {
            cutOff(victim);
        }
        return victim != null;
    }

    private void cutOff(Reader victim) {
        going -= victim.cutOff ? 0 : 1;
        victim.cutOff = true;
        if (victim.inRead) {
            victim.interrupted = true;
            hangUp.accept(victim.from);
            // Tomcat's read waits for bytes or its time-out, and looks at the connection only when it is woken
            victim.thread.interrupt();
        } else {
            LockSupport.unpark(victim.thread);
        }
    }

    synchronized int size() {
        return going;
    }
}
