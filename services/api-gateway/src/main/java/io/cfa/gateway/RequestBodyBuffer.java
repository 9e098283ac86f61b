package io.cfa.gateway;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.cfa.kit.DomainException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.Semaphore;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/**
 * Reads the whole body of a request before anything is sent: so it is known to be within the limit, can be sent again, and no service waits for
 * a slow client.
 */
@Component
final class RequestBodyBuffer {

    private static final int KILO = 1024;

    private final GatewayLimits limits;
    private final int largest;
    private final Semaphore room;

    RequestBodyBuffer(GatewayLimits limits) {
        this.limits = limits;
        this.largest = Math.toIntExact(limits.body().toBytes());
        this.room = new Semaphore(Math.toIntExact(limits.bodies().toKilobytes()), true);
    }

    /** A body, which takes its room until it is closed. */
    final class Body implements AutoCloseable {

        private final byte[] bytes;
        private final int kilos;

        private Body(byte[] bytes, int kilos) {
            this.bytes = bytes;
            this.kilos = kilos;
        }

        byte[] bytes() {
            return bytes;
        }

        @Override
        public void close() {
            room.release(kilos);
        }
    }

    Body read(HttpServletRequest request) throws IOException, InterruptedException {
        long length = request.getContentLengthLong();
        if (length > largest) {
            throw tooLarge();
        }
        if (length == 0 || length < 0 && request.getHeader("Transfer-Encoding") == null) {
            return new Body(new byte[0], 0);
        }
        int kilos = (int) (length < 0 ? largest : length) / KILO + 1;
        if (!room.tryAcquire(kilos, limits.upload().toNanos(), NANOSECONDS)) {
            throw new DomainException(
                    HttpStatus.SERVICE_UNAVAILABLE, "unavailable", "Too many large bodies are on their way already.");
        }
        try {
            return new Body(read(request.getInputStream(), length), kilos);
        } catch (IOException | RuntimeException e) {
            room.release(kilos);
            throw e;
        }
    }

    private byte[] read(InputStream in, long length) throws IOException {
        long deadline = System.nanoTime() + limits.upload().toNanos();
        Bytes body = new Bytes(length < 0 ? 8 * KILO : (int) length);
        byte[] buffer = new byte[8 * KILO];
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
            body.write(buffer, 0, read);
            if (body.size() > largest) {
                throw tooLarge();
            }
            if (System.nanoTime() - deadline > 0) {
                throw new DomainException(
                        HttpStatus.REQUEST_TIMEOUT,
                        "request-timeout",
                        "The body did not come within %d seconds."
                                .formatted(limits.upload().toSeconds()));
            }
        }
        return body.whole();
    }

    private DomainException tooLarge() {
        return new DomainException(
                HttpStatus.CONTENT_TOO_LARGE,
                "too-large",
                "The body is larger than %d bytes, which is the most that is taken.".formatted(largest));
    }

    /** Gives its array away instead of a copy, where the length was known. */
    private static final class Bytes extends ByteArrayOutputStream {

        Bytes(int length) {
            super(length);
        }

        byte[] whole() {
            return count == buf.length ? buf : toByteArray();
        }
    }
}
