package io.cfa.maven.image.http;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

/**
 * One request.
 *
 * @param method  of HTTP
 * @param uri     absolute
 * @param headers all but who we are
 * @param body    what is sent
 * @param sink    takes the body of a good answer; without one it is kept in memory
 */
public record HttpCall(
        String method, URI uri, Map<String, String> headers, Optional<Body> body, Optional<OutputStream> sink) {

    /**
     * Bytes to send, as often as they are asked for.
     *
     * @param size  how many they are
     * @param bytes writes them
     */
    public record Body(long size, Content bytes) {}

    /** Writes the bytes of a body. */
    public interface Content {
        /** Writes all of them. */
        void writeTo(OutputStream out) throws IOException;
    }

    public static HttpCall of(String method, URI uri, Map<String, String> headers) {
        return new HttpCall(method, uri, headers, Optional.empty(), Optional.empty());
    }

    public HttpCall sending(Body bytes) {
        return new HttpCall(method, uri, headers, Optional.of(bytes), sink);
    }

    public HttpCall into(OutputStream out) {
        return new HttpCall(method, uri, headers, body, Optional.of(out));
    }

    public HttpCall at(URI other) {
        return new HttpCall(method, other, headers, body, sink);
    }

    /** Bytes that are in memory. */
    public static Body bytes(byte[] bytes) {
        return new Body(bytes.length, out -> out.write(bytes));
    }
}
