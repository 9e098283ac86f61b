package io.cfa.kit.edge;

import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestWrapper;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.coyote.ActionCode;
import org.apache.coyote.ContinueResponseTiming;

/**
 * The body of a request as it arrives, asked for without waiting: the servlet API waits in a read, and whoever waits there can be told to stop only
 * by closing the connection under it, though the rest may lie ready.
 */
final class BodyArrival {

    private static final String ATTRIBUTE = BodyArrival.class.getName();

    private final HttpServletRequest request;
    private final org.apache.coyote.Request tomcat;
    private final InputStream in;

    private BodyArrival(HttpServletRequest request, org.apache.coyote.Request tomcat) throws IOException {
        this.request = request;
        this.tomcat = tomcat;
        this.in = request.getInputStream();
    }

    /** What Tomcat knows of a request is out of reach behind its facade; a valve hands it on. */
    static void handOn(org.apache.catalina.connector.Request request) {
        request.setAttribute(ATTRIBUTE, request.getCoyoteRequest());
    }

    /** Of a request that came through {@link RefusedBodyValve}; whoever waits to be asked for the body is asked. */
    static BodyArrival of(HttpServletRequest request) throws IOException {
        BodyArrival arrival = new BodyArrival(request, (org.apache.coyote.Request) request.getAttribute(ATTRIBUTE));
        if (arrival.tomcat != null) {
            arrival.tomcat.action(ActionCode.ACK, ContinueResponseTiming.ON_REQUEST_BODY_READ);
        }
        return arrival;
    }

    /** Whether {@link #read} would find something, be it the end or a failure. Without Tomcat it always may, and waits. */
    boolean isThere() throws IOException {
        // first what was handed over and not read yet: to ask the socket would write the next bytes over it
        if (tomcat == null || in.available() > 0) {
            return true;
        }
        tomcat.action(ActionCode.AVAILABLE, true);
        return tomcat.getAvailable() > 0 || request.getContentLengthLong() >= 0 && isWhole();
    }

    private boolean isWhole() {
        AtomicBoolean read = new AtomicBoolean();
        tomcat.action(ActionCode.REQUEST_BODY_FULLY_READ, read);
        return read.get();
    }

    int read(byte[] buffer) throws IOException {
        return in.read(buffer);
    }

    InetSocketAddress from() throws IOException {
        return addressOf(request);
    }

    /** Of the connection itself, which may be the edge's, and not of the caller that it speaks for. */
    static InetSocketAddress addressOf(HttpServletRequest request) throws IOException {
        ServletRequest received = request;
        while (received instanceof ServletRequestWrapper wrapper) {
            received = wrapper.getRequest();
        }
        return new InetSocketAddress(InetAddress.getByName(received.getRemoteAddr()), received.getRemotePort());
    }
}
