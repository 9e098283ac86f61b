package io.cfa.kit.edge;

import io.cfa.kit.DomainException;
import io.cfa.kit.edge.connection.WorkSlots;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import org.springframework.http.HttpStatus;

/**
 * Reads bodies whole, each within its size and its time and all within their memory, before anything is begun for them: no transaction and no
 * other service waits for a slow caller. The first kilobytes of each are free, so that a small command gets through where large ones take all.
 */
final class RequestBodies {

    private static final int CHUNK = 8 * 1024;
    private static final long BETWEEN_TRIES_NANOS = 20_000_000L;
    private static final long PATIENCE_NANOS = 5_000_000_000L;
    private static final long GRACE_NANOS = 1_000_000_000L;
    private static final long SHORTEST_PAUSE_NANOS = 1_000_000L;
    private static final long LONGEST_PAUSE_NANOS = 128_000_000L;

    private final EdgeLimits limits;
    private final BodyMemory memory;
    private final BodyReaders readers;

    RequestBodies(EdgeLimits limits, BodyReaders readers) {
        this.limits = limits;
        this.memory = new BodyMemory(limits.bodies().toBytes());
        this.readers = readers;
    }

    /**
     * A body that has come, and takes its memory until it is released.
     *
     * @param bytes all of it
     * @param taken how much of the memory it takes
     */
    record Body(byte[] bytes, long taken) {}

    Body read(HttpServletRequest request) throws IOException {
        long length = request.getContentLengthLong();
        long most = limits.mostBytes(request.getRequestURI());
        if (length > most) {
            throw tooLarge(most);
        }
        if (length == 0 || length < 0 && request.getHeader("Transfer-Encoding") == null) {
            return new Body(new byte[0], 0);
        }
        BodyArrival arrival = BodyArrival.of(request);
        Arriving body = new Arriving(most);
        try {
            // what came along with the headers, or right behind them: a quick caller is never among those who are cut
            // off
            return body.takesTheRest(arrival, null) ? body.whole() : WorkSlots.aside(() -> arriving(body, arrival));
        } catch (IOException | RuntimeException e) {
            memory.release(body.taken);
            if (e instanceof DomainException) {
                throw e;
            }
            throw new BodyLostException(e);
        }
    }

    void release(Body body) {
        memory.release(body.taken());
    }

    private Body arriving(Arriving body, BodyArrival arrival) throws IOException {
        long deadline = System.nanoTime() + limits.upload().toNanos();
        try (BodyReaders.Reader reader = readers.begin(arrival.from(), deadline + GRACE_NANOS)) {
            long pause = SHORTEST_PAUSE_NANOS;
            for (int before = body.length; !body.takesTheRest(arrival, reader); before = body.length) {
                if (System.nanoTime() - deadline > 0) {
                    throw tooSlow();
                }
                endIfCutOff(reader);
                pause = body.length > before ? SHORTEST_PAUSE_NANOS : Math.min(2 * pause, LONGEST_PAUSE_NANOS);
                reader.pause(pause);
            }
            return body.whole();
        }
    }

    private static void endIfCutOff(BodyReaders.Reader reader) throws InterruptedIOException {
        if (reader.isCutOff()) {
            reader.hangUp();
            throw new InterruptedIOException("cut off for the sake of others");
        }
    }

    /** What has come of a body so far, in pieces: an array that grows takes thrice what is in it. */
    private final class Arriving {

        private final Deque<byte[]> pieces = new ArrayDeque<>();
        private final long most;
        private int length;
        private long taken;

        Arriving(long most) {
            this.most = most;
        }

        /** Takes what is there without waiting for more; whether that was all. */
        boolean takesTheRest(BodyArrival arrival, BodyReaders.Reader reader) throws IOException {
            byte[] buffer = new byte[0];
            // what takes memory is known to the readers, who may have to give it back
            while ((reader != null || length < CHUNK) && arrival.isThere()) {
                int room = reader == null ? CHUNK - length : CHUNK;
                byte[] into = buffer.length == room ? buffer : new byte[room];
                int read = reader == null ? arrival.read(into) : reader.read(() -> arrival.read(into));
                if (read < 0) {
                    return true;
                }
                add(into, read, reader);
                buffer = into;
            }
            return false;
        }

        private void add(byte[] buffer, int read, BodyReaders.Reader reader) throws InterruptedIOException {
            if (length + read > most) {
                throw tooLarge(most);
            }
            if (length + read > CHUNK) {
                take(read, reader);
            }
            pieces.add(Arrays.copyOf(buffer, read));
            length += read;
        }

        private void take(long bytes, BodyReaders.Reader reader) throws InterruptedIOException {
            long until = System.nanoTime() + PATIENCE_NANOS;
            while (!memory.take(bytes)) {
                if (System.nanoTime() - until > 0) {
                    throw new DomainException(
                            HttpStatus.SERVICE_UNAVAILABLE,
                            "unavailable",
                            "Too many large bodies are on their way already.");
                }
                // whoever is cut off releases what it has taken in a moment
                readers.cutForMemory();
                reader.pause(BETWEEN_TRIES_NANOS);
                endIfCutOff(reader);
            }
            taken += bytes;
            reader.takes(taken);
        }

        /** One at a time, as this one is there twice meanwhile. */
        Body whole() {
            synchronized (memory) {
                byte[] bytes = new byte[length];
                int at = 0;
                for (byte[] piece = pieces.poll(); piece != null; piece = pieces.poll()) {
                    System.arraycopy(piece, 0, bytes, at, piece.length);
                    at += piece.length;
                }
                return new Body(bytes, taken);
            }
        }
    }

    private static DomainException tooLarge(long most) {
        return new DomainException(
                HttpStatus.CONTENT_TOO_LARGE,
                "too-large",
                "The body is larger than %d bytes, which is the most that is taken.".formatted(most));
    }

    private DomainException tooSlow() {
        return new DomainException(
                HttpStatus.REQUEST_TIMEOUT,
                "request-timeout",
                "The body did not come within %d seconds."
                        .formatted(limits.upload().toSeconds()));
    }
}
