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
    /** Of those who came at a bad time: there are many of them, and each would be read as fast as it sends. */
    private static final long MOST_WHEN_BUSY = 64 * 1024;

    private static final int MOST_AT_ONCE = 32;

    private final BodyReaders readers;
    private final Semaphore lingering = new Semaphore(MOST_AT_ONCE);

    RefusedBodyValve(BodyReaders readers) {
        super(true);
        this.readers = readers;
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        BodyArrival.handOn(request);
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
                WorkSlots.aside(() -> throwAway(request, response.getStatus() == 503 ? MOST_WHEN_BUSY : MOST_BYTES));
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

    private Void throwAway(Request request, long most) throws IOException {
        long until = System.nanoTime() + MOMENT_NANOS;
        try (BodyReaders.Reader reader = readers.begin(BodyArrival.addressOf(request), until)) {
            Sink sink = new Sink();
            BodyReaders.Read next = () -> request.getCoyoteRequest().doRead(sink);
            long thrown = 0;
            // whoever refused it may have closed its stream
            for (int read = reader.read(next); read >= 0 && thrown < most; read = reader.read(next)) {
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
