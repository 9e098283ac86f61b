package io.cfa.kit.edge;

import io.cfa.kit.DomainException;
import io.cfa.kit.edge.connection.WorkSlots;
import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.springframework.http.HttpStatus;

/**
 * Reads bodies whole, each within its size and its time and all within their memory, before anything is begun for them: no transaction and no
 * other service waits for a slow caller. The first kilobytes of each are free, so that a small command gets through where large ones take all.
 */
final class RequestBodies {

    private static final int CHUNK = 8 * 1024;
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

    /** What has come of a body so far. */
    private final class Arriving {

        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private long taken;

        void add(byte[] buffer, int length, BodyReaders.Reader reader) {
            if (bytes.size() + length > limits.body().toBytes()) {
                throw tooLarge();
            }
            if (bytes.size() + length > CHUNK) {
                take(length, reader);
            }
            bytes.write(buffer, 0, length);
        }

        private void take(long length, BodyReaders.Reader reader) {
            while (!memory.take(length)) {
                if (!readers.cutOldestBut(reader)) {
                    throw new DomainException(
                            HttpStatus.SERVICE_UNAVAILABLE,
                            "unavailable",
                            "Too many large bodies are on their way already.");
                }
            }
            taken += length;
        }

        Body whole() {
            return new Body(bytes.toByteArray(), taken);
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
