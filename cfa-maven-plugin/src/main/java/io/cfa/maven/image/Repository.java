package io.cfa.maven.image;

import com.google.cloud.tools.jib.api.DescriptorDigest;
import com.google.cloud.tools.jib.api.InsecureRegistryException;
import com.google.cloud.tools.jib.api.RegistryAuthenticationFailedException;
import com.google.cloud.tools.jib.api.RegistryException;
import com.google.cloud.tools.jib.blob.Blob;
import com.google.cloud.tools.jib.http.ResponseException;
import com.google.cloud.tools.jib.image.json.ManifestTemplate;
import com.google.cloud.tools.jib.registry.ManifestAndDigest;
import com.google.cloud.tools.jib.registry.RegistryClient;
import io.cfa.maven.model.Digest;
import java.io.IOException;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.DigestException;
import java.util.Optional;
import java.util.Set;

/** One repository of a registry: jib's client, with retries, and with failures that say what to do. */
final class Repository {

    private static final Set<Integer> UPLOAD_IS_SPOILT = Set.of(400, 404, 416);

    private final String name;
    private final RegistryClient client;
    private final Retries retries;
    private final Failures failures;

    Repository(String name, RegistryClient client, Retries retries, Failures failures) {
        this.name = name;
        this.client = client;
        this.retries = retries;
        this.failures = failures;
    }

    /** The path below the registry. */
    String name() {
        return name;
    }

    /** The manifest under a tag or digest, where there is one. */
    Optional<ManifestAndDigest<ManifestTemplate>> manifest(String tagOrDigest) {
        return send("read the manifest " + tagOrDigest, () -> {
            try {
                return client.checkManifest(tagOrDigest);
            } catch (IOException | RegistryException e) {
                // a registry may say that it does not know the repository, which jib takes for a failure
                if (Failures.status(e) == HttpURLConnection.HTTP_NOT_FOUND) {
                    return Optional.empty();
                }
                throw e;
            }
        });
    }

    /** The digest under a tag or digest, where there is one. */
    Optional<Digest> digestOf(String tagOrDigest) {
        return manifest(tagOrDigest).map(found -> Digest.of(found.getDigest().toString()));
    }

    /** Puts a manifest under a tag. */
    void put(ManifestTemplate manifest, String tag) {
        send("put the manifest under the tag " + tag, () -> client.pushManifest(manifest, tag));
    }

    boolean holds(Digest blob) {
        return send("look for the blob " + blob.shortForm(), () -> client.checkBlob(jibs(blob)))
                .isPresent();
    }

    /**
     * Brings a blob here.
     *
     * @param mountFrom a repository that holds it
     * @return whether its bytes were sent; else they were mounted
     */
    boolean bring(Digest digest, Blob blob, Optional<String> mountFrom) {
        Retries.Request<Boolean> upload =
                () -> !client.pushBlob(jibs(digest), blob, mountFrom.orElse(null), written -> {});
        return send("upload the blob " + digest.shortForm(), () -> {
            try {
                return upload.send();
            } catch (IOException | RegistryException e) {
                // a connection that broke may leave half a blob in the upload, or no upload: only a new one helps
                if (UPLOAD_IS_SPOILT.contains(Failures.status(e))) {
                    return upload.send();
                }
                throw e;
            }
        });
    }

    Blob pull(Digest digest) {
        return client.pullBlob(jibs(digest), size -> {}, written -> {});
    }

    <T> T send(String what, Retries.Request<T> request) {
        try {
            return retries.send(failures.image() + ": " + what, request);
        } catch (IOException | RegistryException e) {
            throw failures.explain(what, e);
        }
    }

    static DescriptorDigest jibs(Digest digest) {
        try {
            return DescriptorDigest.fromDigest(digest.toString());
        } catch (DigestException e) {
            throw new IllegalStateException("both forms of a digest are the same", e);
        }
    }

    /**
     * Says of a failed request what a person can do about it.
     *
     * @param image registry and repository
     * @param login what the request was made with
     */
    record Failures(String image, RegistryLogin login) {

        ImageException explain(String what, Exception failure) {
            return new ImageException("could not " + what + " of " + image + ": " + reason(failure), failure);
        }

        private String reason(Exception failure) {
            int status = status(failure);
            if (status == 401
                    || failure instanceof RegistryAuthenticationFailedException && status == 0 && isRefusal(failure)) {
                return "the registry does not accept " + login
                        + " (HTTP 401). Next: check the user and the password there, or docker login";
            }
            if (status == 403) {
                return "denied to " + login
                        + " (HTTP 403). Next: ask for the right to this repository, and check its name";
            }
            if (status == 404) {
                return "not there (HTTP 404). Next: check the name and the tag";
            }
            if (failure instanceof InsecureRegistryException) {
                return "the registry's certificate is not trusted, or it speaks plain http. Next: trust its CA in this JDK;"
                        + " -Dcfa.allowInsecure=true is for a network that you trust";
            }
            if (has(failure, UnknownHostException.class)) {
                return "the registry has no address in DNS. Next: check its name, and this machine's resolver";
            }
            if (has(failure, ConnectException.class) || has(failure, SocketTimeoutException.class)) {
                return "the registry does not answer. Next: check that it runs and can be reached from here";
            }
            return (status == 0 ? "" : "HTTP " + status + ", ") + message(failure)
                    + ". Next: look at the registry's own log, then run this again; what has arrived is not sent twice";
        }

        private static boolean isRefusal(Throwable failure) {
            return failure.getCause() == null;
        }

        private static String message(Exception failure) {
            String message = failure.getMessage();
            return message == null
                    ? failure.getClass().getSimpleName()
                    : message.lines().findFirst().orElse("").strip();
        }

        private static int status(Throwable failure) {
            for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
                if (cause instanceof ResponseException response) {
                    return response.getStatusCode();
                }
            }
            return 0;
        }

        private static boolean has(Throwable failure, Class<? extends Throwable> type) {
            for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
                if (type.isInstance(cause)) {
                    return true;
                }
            }
            return false;
        }
    }
}
