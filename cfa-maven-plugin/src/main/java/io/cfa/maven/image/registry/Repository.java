package io.cfa.maven.image.registry;

import io.cfa.maven.image.cache.ImageException;
import io.cfa.maven.image.http.BoundedStream;
import io.cfa.maven.image.http.HttpAnswer;
import io.cfa.maven.image.http.HttpCall;
import io.cfa.maven.image.http.RegistryRefusalException;
import io.cfa.maven.model.Digest;
import io.cfa.maven.model.Sha256;
import java.io.IOException;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * One repository of a registry: its manifests and blobs. What is asked for by digest is hashed, and refused where it differs.
 *
 * <p>Source: OCI distribution specification 1.1.
 */
public final class Repository {

    private static final String ANY = String.join(
            ",", MediaType.DOCKER_MANIFEST, MediaType.DOCKER_INDEX, MediaType.OCI_MANIFEST, MediaType.OCI_INDEX);

    /** What a tag that may not be moved is refused with: by the specification, Harbor, Quay, ECR, Nexus, Azure. */
    private static final Set<Integer> MAY_BE_IMMUTABLE = Set.of(400, 403, 405, 409, 412);

    private final RegistryScope scope;
    private final RegistryClient client;
    private final RetryPolicy retries;
    private final RegistryErrors failures;

    Repository(RegistryScope scope, RegistryClient client, RetryPolicy retries, RegistryErrors failures) {
        this.scope = scope;
        this.client = client;
        this.retries = retries;
        this.failures = failures;
    }

    /** The path below the registry. */
    public String name() {
        return scope.repository();
    }

    /**
     * A manifest as it came.
     *
     * @param digest    of the bytes
     * @param bytes     hashed already
     * @param mediaType as the registry says
     */
    public record Manifest(Digest digest, byte[] bytes, String mediaType) {}

    /** The digest under a tag or digest, where there is one. */
    public Optional<Digest> digestOf(String tagOrDigest) {
        return send("read the manifest " + tagOrDigest, () -> {
            HttpAnswer answer = client.send(scope, manifests("HEAD", tagOrDigest));
            if (answer.status() == HttpURLConnection.HTTP_NOT_FOUND) {
                return Optional.empty();
            }
            Optional<Digest> digest = digest(answer);
            if (answer.isGood() && digest.isPresent() && !answer.isHtml()) {
                return digest;
            }
            if (answer.isGood() || answer.status() == HttpURLConnection.HTTP_BAD_METHOD) {
                return get(tagOrDigest).map(Manifest::digest);
            }
            throw new RegistryRefusalException(answer);
        });
    }

    /**
     * The manifest under a tag or digest, where there is one.
     *
     * @throws ImageException if its bytes are not those of the digest that was asked for, or that the registry says they have
     */
    public Optional<Manifest> manifest(String tagOrDigest) {
        return send("read the manifest " + tagOrDigest, () -> get(tagOrDigest));
    }

    private Optional<Manifest> get(String tagOrDigest) throws IOException {
        HttpAnswer answer = client.send(scope, manifests("GET", tagOrDigest));
        if (answer.status() == HttpURLConnection.HTTP_NOT_FOUND) {
            return Optional.empty();
        }
        if (!answer.isGood()) {
            throw new RegistryRefusalException(answer);
        }
        if (answer.isHtml()) {
            throw new RegistryRefusalException("it answers with " + answer.reason());
        }
        Digest received = Sha256.of(answer.body());
        Optional<Digest> expected =
                tagOrDigest.startsWith("sha256:") ? Optional.of(Digest.of(tagOrDigest)) : digest(answer);
        if (expected.isPresent() && !expected.get().equals(received)) {
            throw new ImageException(
                    failures.image() + " should be " + expected.get() + ", but what came is " + received
                            + ": it was changed or cut on its way, or in the registry. Nothing of it was used."
                            + " Next: run it again; if it stays, see what stands between here and the registry");
        }
        // without what may follow it, such as a character set
        String mediaType =
                answer.header("Content-Type").orElse("").replaceFirst(";.*", "").strip();
        return Optional.of(new Manifest(received, answer.body(), mediaType));
    }

    /**
     * Puts a manifest under a tag, or under its digest.
     *
     * @return what the registry says that it has there now
     */
    public Optional<Digest> put(byte[] manifest, String mediaType, String tagOrDigest) {
        String what = tagOrDigest.startsWith("sha256:") ? "put the manifest " : "put the manifest under the tag ";
        return send(what + tagOrDigest, () -> {
            HttpAnswer answer = client.send(scope, upload(manifest, mediaType, tagOrDigest));
            if (answer.isGood()) {
                return digest(answer).or(() -> digestOf(tagOrDigest));
            }
            RegistryRefusalException refusal = new RegistryRefusalException(answer);
            if (MAY_BE_IMMUTABLE.contains(answer.status()) && holdsAlready(manifest, tagOrDigest)) {
                return Optional.of(Sha256.of(manifest));
            }
            throw refusal;
        });
    }

    /**
     * Puts a manifest under a tag, where the registry takes it without further ado.
     *
     * @return what the registry says that it has there now; nothing where it did not take it, as when a layer is not there
     */
    public Optional<Digest> putAtOnce(byte[] manifest, String mediaType, String tag) {
        return send("put the manifest under the tag " + tag, () -> {
            HttpAnswer answer = client.send(scope, upload(manifest, mediaType, tag));
            if (answer.isGood()) {
                return digest(answer).or(() -> digestOf(tag));
            }
            if (RetryPolicy.isTransient(answer.status())) {
                throw new RegistryRefusalException(answer);
            }
            return holdsAlready(manifest, tag) ? Optional.of(Sha256.of(manifest)) : Optional.empty();
        });
    }

    private boolean holdsAlready(byte[] manifest, String tag) throws IOException {
        HttpAnswer answer = client.send(scope, manifests("HEAD", tag));
        return answer.isGood() && digest(answer).equals(Optional.of(Sha256.of(manifest)));
    }

    /**
     * The registry's own list of what refers to a manifest.
     *
     * @return an index; nothing where the registry keeps no such lists
     */
    public Optional<byte[]> referrers(Digest subject) {
        return send("list what refers to " + subject.shortForm(), () -> {
            HttpAnswer answer = client.send(
                    scope,
                    HttpCall.of(
                            "GET",
                            client.address("/v2/" + name() + "/referrers/" + subject),
                            Map.of("Accept", MediaType.OCI_INDEX)));
            if (RetryPolicy.isTransient(answer.status())) {
                throw new RegistryRefusalException(answer);
            }
            boolean isList = answer.isGood()
                    && answer.header("Content-Type")
                            .filter(type -> type.startsWith(MediaType.OCI_INDEX))
                            .isPresent();
            return isList ? Optional.of(answer.body()) : Optional.empty();
        });
    }

    private URI blobs(String path) throws IOException {
        return client.address("/v2/" + name() + "/blobs/" + path);
    }

    /** Whether a blob is there. */
    public boolean holds(Digest blob) {
        return send("look for the blob " + blob.shortForm(), () -> {
            HttpAnswer answer = client.send(scope, HttpCall.of("HEAD", blobs(blob.toString()), Map.of()));
            if (answer.isGood() || answer.status() == HttpURLConnection.HTTP_NOT_FOUND) {
                return answer.isGood();
            }
            throw new RegistryRefusalException(answer);
        });
    }

    /** Takes a blob from another repository; false where the registry, for whatever reason, does not. */
    public boolean mount(Digest blob, String from) {
        try {
            HttpAnswer answer = client.send(
                    scope.mounting(from),
                    HttpCall.of("POST", blobs("uploads/?mount=" + blob + "&from=" + from), Map.of())
                            .sending(HttpCall.bytes(new byte[0])));
            return answer.status() == HttpURLConnection.HTTP_CREATED;
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * Sends a blob.
     *
     * @param content its bytes, as often as they are asked for
     */
    public void upload(Digest blob, BlobContent content) {
        BlobUpload upload = new BlobUpload(client, scope);
        send("upload the blob " + blob.shortForm(), () -> upload.send(blob, content));
    }

    /**
     * Fetches a blob; whoever takes the bytes hashes them.
     *
     * @param size how many they are by the manifest that names them; more are not taken
     */
    public void pull(Digest blob, long size, Consumer<PullAttempt> taker) {
        send("pull the blob " + blob.shortForm(), () -> {
            try {
                taker.accept(out -> {
                    HttpAnswer answer = client.send(
                            scope,
                            HttpCall.of("GET", blobs(blob.toString()), Map.of()).into(new BoundedStream(out, size)));
                    if (!answer.isGood()) {
                        throw new RegistryRefusalException(answer);
                    }
                });
                return true;
            } catch (java.io.UncheckedIOException e) {
                throw e.getCause();
            }
        });
    }

    /** One attempt to fetch a blob. */
    public interface PullAttempt {
        /** Writes the bytes as they come. */
        void writeTo(OutputStream out) throws IOException;
    }

    private HttpCall manifests(String method, String tagOrDigest) throws IOException {
        return HttpCall.of(
                method, client.address("/v2/" + name() + "/manifests/" + tagOrDigest), Map.of("Accept", ANY));
    }

    private HttpCall upload(byte[] manifest, String mediaType, String tagOrDigest) throws IOException {
        return HttpCall.of(
                        "PUT",
                        client.address("/v2/" + name() + "/manifests/" + tagOrDigest),
                        Map.of("Content-Type", mediaType))
                .sending(HttpCall.bytes(manifest));
    }

    private static Optional<Digest> digest(HttpAnswer answer) {
        return answer.header("Docker-Content-Digest")
                .filter(text -> text.matches("sha256:[0-9a-f]{64}"))
                .map(Digest::of);
    }

    private <T> T send(String what, RetryPolicy.Request<T> request) {
        try {
            return retries.send(failures.image() + ": " + what, request);
        } catch (IOException e) {
            throw failures.explain(what, e);
        }
    }
}
