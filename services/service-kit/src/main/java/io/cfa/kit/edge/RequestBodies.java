package io.cfa.kit.edge;

import io.cfa.kit.DomainException;
import io.cfa.kit.edge.connection.WorkSlots;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
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
    private static final long MOMENT_MILLIS = 500;
    private static final long GRACE_NANOS = 1_000_000_000L;

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
        if (length > limits.body().toBytes()) {
            throw tooLarge();
        }
        if (length == 0 || length < 0 && request.getHeader("Transfer-Encoding") == null) {
            return new Body(new byte[0], 0);
        }
        InputStream in = request.getInputStream();
        if (length > 0 && length <= CHUNK && in.available() >= length) {
            // it came along with the headers: a quick caller is never among those who are cut off
            return new Body(in.readNBytes((int) length), 0);
        }
        return WorkSlots.aside(() -> arriving(request));
    }

    void release(Body body) {
        memory.release(body.taken());
    }

    private Body arriving(HttpServletRequest request) throws IOException {
        long deadline = System.nanoTime() + limits.upload().toNanos();
        Arriving body = new Arriving();
        try (BodyReaders.Reader reader = readers.begin(addressOf(request), deadline + GRACE_NANOS)) {
            InputStream in = request.getInputStream();
            byte[] buffer = new byte[CHUNK];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                body.add(buffer, read, reader);
                if (System.nanoTime() - deadline > 0) {
                    throw tooSlow();
                }
            }
            return body.whole();
        } catch (IOException | RuntimeException e) {
            memory.release(body.taken);
            if (e instanceof DomainException) {
                throw e;
            }
            throw new BodyLostException(e);
        }
    }

    static InetSocketAddress addressOf(HttpServletRequest request) throws IOException {
        return new InetSocketAddress(InetAddress.getByName(request.getRemoteAddr()), request.getRemotePort());
    }

    /** What has come of a body so far, in pieces: an array that grows takes thrice what is in it. */
    private final class Arriving {

        private final Deque<byte[]> pieces = new ArrayDeque<>();
        private int length;
        private long taken;

        void add(byte[] buffer, int read, BodyReaders.Reader reader) {
            if (length + read > limits.body().toBytes()) {
                throw tooLarge();
            }
            if (length + read > CHUNK) {
                take(read, reader);
            }
            pieces.add(Arrays.copyOf(buffer, read));
            length += read;
        }

        private void take(long bytes, BodyReaders.Reader reader) {
            for (boolean has = memory.take(bytes); !has; ) {
                boolean cut = readers.cutOldestBut(reader);
                // whoever was cut off releases what it has taken in a moment
                has = memory.take(bytes, MOMENT_MILLIS);
                if (!has && !cut) {
                    throw new DomainException(
                            HttpStatus.SERVICE_UNAVAILABLE,
                            "unavailable",
                            "Too many large bodies are on their way already.");
                }
            }
            taken += bytes;
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

    private DomainException tooLarge() {
        return new DomainException(
                HttpStatus.CONTENT_TOO_LARGE,
                "too-large",
                "The body is larger than %d bytes, which is the most that is taken."
                        .formatted(limits.body().toBytes()));
    }

    private DomainException tooSlow() {
        return new DomainException(
                HttpStatus.REQUEST_TIMEOUT,
                "request-timeout",
                "The body did not come within %d seconds."
                        .formatted(limits.upload().toSeconds()));
    }
}
