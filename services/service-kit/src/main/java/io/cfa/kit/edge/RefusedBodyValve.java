package io.cfa.kit.edge;

import io.cfa.kit.edge.connection.WorkSlots;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.ActionCode;
import org.apache.tomcat.util.net.ApplicationBufferHandler;

/**
 * Ends the connection of a request that was answered before its body was read. A caller that is still sending would not see the answer if the
 * connection were closed at once, as what arrives then resets it; so for a moment what comes is thrown away, but not for long and not for many.
 */
final class RefusedBodyValve extends ValveBase {

    private static final long MOMENT_NANOS = 1_000_000_000L;
    /** Has mostly come along with the headers, so that the connection can be kept. */
    private static final long SMALL = 8 * 1024;

    private static final long MOST_BYTES = 16L << 20;
    private static final int MOST_AT_ONCE = 64;

    private final BodyReaders readers;
    private final Semaphore lingering = new Semaphore(MOST_AT_ONCE);

    RefusedBodyValve(BodyReaders readers) {
        super(true);
        this.readers = readers;
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        try {
            getNext().invoke(request, response);
        } finally {
            if (!request.isAsync() && !isRead(request)) {
                end(request, response);
            }
        }
    }

    private static boolean isRead(Request request) {
        long length = request.getContentLengthLong();
        if (length == 0 || length < 0 && request.getHeader("Transfer-Encoding") == null) {
            return true;
        }
        AtomicBoolean read = new AtomicBoolean();
        request.getCoyoteRequest().action(ActionCode.REQUEST_BODY_FULLY_READ, read);
        return read.get();
    }

    private void end(Request request, Response response) throws IOException {
        long length = request.getContentLengthLong();
        if (!response.isCommitted() && (length < 0 || length > SMALL)) {
            response.setHeader("Connection", "close");
        }
        if (lingering.tryAcquire()) {
            try {
                response.finishResponse();
                WorkSlots.aside(() -> throwAway(request));
            } catch (IOException e) {
                // it has gone, or was cut off
            } finally {
                lingering.release();
            }
        }
        if (!isRead(request)) {
            request.getCoyoteRequest().action(ActionCode.DISABLE_SWALLOW_INPUT, null);
        }
    }

    private Void throwAway(Request request) throws IOException {
        long until = System.nanoTime() + MOMENT_NANOS;
        try (BodyReaders.Reader reader = readers.begin(RequestBodies.addressOf(request), until)) {
            Sink sink = new Sink();
            long thrown = 0;
            // whoever refused it may have closed its stream
            for (int read = request.getCoyoteRequest().doRead(sink);
                    read >= 0 && thrown < MOST_BYTES;
                    read = request.getCoyoteRequest().doRead(sink)) {
                thrown += read;
                if (System.nanoTime() - until > 0 || reader.isCutOff()) {
                    break;
                }
            }
        }
        return null;
    }

    /** Where Tomcat puts what it has read, to be forgotten. */
    private static final class Sink implements ApplicationBufferHandler {

        private ByteBuffer buffer;

        @Override
        public void setByteBuffer(ByteBuffer read) {
            buffer = read;
        }

        @Override
        public ByteBuffer getByteBuffer() {
            return buffer;
        }

        @Override
        public void expand(int size) {
            // nothing is kept
        }
    }
}
