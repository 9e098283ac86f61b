package io.cfa.maven.image.registry;

import io.cfa.maven.image.cache.Sha256;
import io.cfa.maven.model.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Asks for manifests and sets them with the JDK's own client: an unchanged image is not worth the thousand classes of jib's.
 *
 * <p>Knows what is usual. Whatever is not, a broken connection, a refusal, an answer without a digest, is unsure, and then jib is asked.
 */
final class ManifestClient {

    /** The form of our own images. */
    static final String OURS = "application/vnd.docker.distribution.manifest.v2+json";

    private static final String ANY = OURS
            + ",application/vnd.docker.distribution.manifest.list.v2+json,application/vnd.oci.image.manifest.v1+json"
            + ",application/vnd.oci.image.index.v1+json";
    private static final int TIMEOUT = 20_000;

    private final Supplier<URI> server;
    private final RegistryAuthenticator login;
    private volatile boolean broken;

    /**
     * Asks one registry.
     *
     * @param server where it is
     */
    ManifestClient(Supplier<URI> server, RegistryLogin login) {
        this.server = server;
        this.login = new RegistryAuthenticator(login);
    }

    /**
     * What is known after a request.
     *
     * @param isSure whether it is known at all
     * @param digest of the manifest, where there is one
     * @param bytes  the manifest, where it was asked for
     */
    record Answer(boolean isSure, Optional<Digest> digest, byte[] bytes) {

        static final Answer UNSURE = new Answer(false, Optional.empty(), new byte[0]);
    }

    /** Which manifest is under a tag or digest. */
    Answer find(RegistryScope scope, String tagOrDigest) throws TransientRegistryException {
        return send("HEAD", scope, tagOrDigest, Optional.empty());
    }

    /** The bytes of a manifest. */
    Answer get(RegistryScope scope, Digest digest) throws TransientRegistryException {
        Answer answer = send("GET", scope, digest.toString(), Optional.empty());
        boolean isIt = answer.digest().filter(digest::equals).isEmpty()
                || Sha256.of(answer.bytes()).equals(digest);
        return isIt ? answer : Answer.UNSURE;
    }

    /** Sets a tag; the digest is what the registry says it has set it to. */
    Answer put(RegistryScope scope, String tag, byte[] manifest) throws TransientRegistryException {
        return send("PUT", scope, tag, Optional.of(manifest));
    }

    private Answer send(String method, RegistryScope scope, String tagOrDigest, Optional<byte[]> body)
            throws TransientRegistryException {
        if (broken) {
            return Answer.UNSURE;
        }
        try {
            URI manifest = server.get().resolve("/v2/" + scope.repository() + "/manifests/" + tagOrDigest);
            HttpURLConnection request = request(method, manifest, scope, body);
            if (request.getResponseCode() == HttpURLConnection.HTTP_UNAUTHORIZED && login.renew(scope, request)) {
                read(request);
                request = request(method, manifest, scope, body);
            }
            return answer(request, read(request));
        } catch (TransientRegistryException e) {
            throw e;
        } catch (IOException e) {
            broken = true;
            return Answer.UNSURE;
        }
    }

    private HttpURLConnection request(String method, URI manifest, RegistryScope scope, Optional<byte[]> body)
            throws IOException {
        HttpURLConnection request = (HttpURLConnection) manifest.toURL().openConnection();
        request.setRequestMethod(method);
        request.setConnectTimeout(RegistryEndpoint.PATIENCE_MILLIS);
        request.setReadTimeout(Integer.getInteger("jib.httpTimeout", TIMEOUT));
        request.setInstanceFollowRedirects(false);
        request.setRequestProperty("User-Agent", "cfa-maven-plugin");
        request.setRequestProperty("Accept", manifest.getPath().contains("/sha256:") ? OURS : ANY);
        login.of(scope).ifPresent(header -> request.setRequestProperty("Authorization", header));
        if (body.isPresent()) {
            request.setRequestProperty("Content-Type", OURS);
            request.setDoOutput(true);
            try (OutputStream out = request.getOutputStream()) {
                out.write(body.get());
            }
        }
        return request;
    }

    private static Answer answer(HttpURLConnection request, byte[] body) throws IOException {
        int status = request.getResponseCode();
        if (RetryPolicy.isTransient(status)) {
            throw new TransientRegistryException(status, request.getHeaderField("Retry-After"));
        }
        if (status == HttpURLConnection.HTTP_NOT_FOUND
                && !request.getRequestMethod().equals("PUT")) {
            return new Answer(true, Optional.empty(), body);
        }
        String digest = request.getHeaderField("Docker-Content-Digest");
        return status / 100 == 2 && digest != null && digest.matches("sha256:[0-9a-f]{64}")
                ? new Answer(true, Optional.of(Digest.of(digest)), body)
                : Answer.UNSURE;
    }

    /** To the end, so that the connection can be used again. */
    private static byte[] read(HttpURLConnection request) throws IOException {
        boolean isError = request.getResponseCode() >= HttpURLConnection.HTTP_BAD_REQUEST;
        try (InputStream in = isError ? request.getErrorStream() : request.getInputStream()) {
            return in == null ? new byte[0] : in.readAllBytes();
        }
    }
}
