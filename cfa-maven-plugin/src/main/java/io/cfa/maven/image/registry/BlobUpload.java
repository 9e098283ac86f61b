package io.cfa.maven.image.registry;

import io.cfa.maven.image.http.HttpAnswer;
import io.cfa.maven.image.http.HttpCall;
import io.cfa.maven.image.http.RegistryRefusalException;
import io.cfa.maven.model.Digest;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.Set;

/**
 * Sends a blob in two requests, as containerd does it: every registry takes one as a whole.
 *
 * @param client sends
 * @param scope  the repository
 */
record BlobUpload(RegistryClient client, RegistryScope scope) {

    /** Of an upload that a broken connection has left half done, or undone. */
    private static final Set<Integer> HALF_DONE = Set.of(400, 404, 416);

    /** Whether it was sent, which it was where this returns. */
    boolean send(Digest blob, BlobContent content) throws IOException {
        HttpAnswer answer = sendWhole(blob, content);
        if (HALF_DONE.contains(answer.status())) {
            // only a new upload helps
            answer = sendWhole(blob, content);
        }
        if (!answer.isGood()) {
            throw new RegistryRefusalException(answer);
        }
        return true;
    }

    /** By RFC 9110, section 10.2.2, it may be relative to what was asked. */
    private static String place(URI uploads, HttpAnswer begun) throws IOException {
        try {
            return begun.header("Location")
                    .map(uploads::resolve)
                    .orElseThrow(() -> new RegistryRefusalException("it does not say where a blob is to be sent"))
                    .toString();
        } catch (IllegalArgumentException e) {
            throw new RegistryRefusalException("it sends us to what is no address");
        }
    }

    private HttpAnswer sendWhole(Digest blob, BlobContent content) throws IOException {
        URI uploads = client.address("/v2/" + scope.repository() + "/blobs/uploads/");
        HttpAnswer begun =
                client.send(scope, HttpCall.of("POST", uploads, Map.of()).sending(HttpCall.bytes(new byte[0])));
        if (!begun.isGood()) {
            throw new RegistryRefusalException(begun);
        }
        URI place = client.address(place(uploads, begun));
        URI whole = URI.create(place + (place.getRawQuery() == null ? "?" : "&") + "digest=" + blob);
        return client.send(
                scope,
                HttpCall.of("PUT", whole, Map.of("Content-Type", "application/octet-stream"))
                        .sending(new HttpCall.Body(content.size(), content.bytes()::writeTo)));
    }
}
