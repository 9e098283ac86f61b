package io.cfa.kit.idempotency;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** A request whose method, path and body become a digest while whoever it is for reads it. */
final class DigestedRequest extends HttpServletRequestWrapper {

    private final MessageDigest digest;
    private ServletInputStream body;

    DigestedRequest(HttpServletRequest request) {
        super(request);
        try {
            this.digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
        String line = request.getMethod() + " " + request.getRequestURI() + "?" + request.getQueryString() + "\n";
        digest.update(line.getBytes(UTF_8));
    }

    /** The digest of all of it, which reads what nobody has read; to be asked for once. */
    byte[] digest() throws IOException {
        getInputStream().transferTo(OutputStream.nullOutputStream());
        return digest.digest();
    }

    @Override
    public ServletInputStream getInputStream() throws IOException {
        if (body == null) {
            body = new Digesting(super.getInputStream());
        }
        return body;
    }

    private final class Digesting extends ServletInputStream {

        private final ServletInputStream source;

        Digesting(ServletInputStream source) {
            this.source = source;
        }

        @Override
        public int read() throws IOException {
            int read = source.read();
            if (read >= 0) {
                digest.update((byte) read);
            }
            return read;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int read = source.read(bytes, offset, length);
            if (read > 0) {
                digest.update(bytes, offset, read);
            }
            return read;
        }

        @Override
        public boolean isFinished() {
            return source.isFinished();
        }

        @Override
        public boolean isReady() {
            return source.isReady();
        }

        @Override
        public void setReadListener(ReadListener listener) {
            source.setReadListener(listener);
        }
    }
}
