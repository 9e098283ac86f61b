package io.cfa.kit.edge;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestWrapper;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** A request whose body is read whole, within the limits, when the first part of it is wanted, and can be read again. */
public final class BufferedRequest extends HttpServletRequestWrapper implements AutoCloseable {

    private final RequestBodies bodies;
    private RequestBodies.Body body;

    BufferedRequest(HttpServletRequest request, RequestBodies bodies) {
        super(request);
        this.bodies = bodies;
    }

    /**
     * The whole body of a request that came through {@link RequestBodyFilter}.
     *
     * @throws io.cfa.kit.DomainException 408 if it did not come in time, 413 if it is too large, 503 if there is no memory for it
     * @throws BodyLostException if it broke off
     */
    public static byte[] bodyOf(ServletRequest request) throws IOException {
        ServletRequest outer = request;
        while (outer instanceof ServletRequestWrapper wrapper && !(outer instanceof BufferedRequest)) {
            outer = wrapper.getRequest();
        }
        return outer instanceof BufferedRequest buffered
                ? buffered.body()
                : request.getInputStream().readAllBytes();
    }

    private byte[] body() throws IOException {
        if (body == null) {
            body = bodies.read((HttpServletRequest) getRequest());
        }
        return body.bytes();
    }

    @Override
    public ServletInputStream getInputStream() throws IOException {
        return new Replay(body());
    }

    @Override
    public BufferedReader getReader() throws IOException {
        String encoding = getCharacterEncoding();
        return new BufferedReader(new InputStreamReader(
                getInputStream(), encoding == null ? StandardCharsets.UTF_8 : Charset.forName(encoding)));
    }

    @Override
    public void close() {
        if (body != null) {
            bodies.release(body);
            body = null;
        }
    }

    private static final class Replay extends ServletInputStream {

        private final ByteArrayInputStream bytes;

        Replay(byte[] body) {
            this.bytes = new ByteArrayInputStream(body);
        }

        @Override
        public int read() {
            return bytes.read();
        }

        @Override
        public int read(byte[] buffer, int offset, int length) {
            return bytes.read(buffer, offset, length);
        }

        @Override
        public int available() {
            return bytes.available();
        }

        @Override
        public boolean isFinished() {
            return bytes.available() == 0;
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setReadListener(ReadListener listener) {
            throw new UnsupportedOperationException("bodies are read whole before anybody asks");
        }
    }
}
