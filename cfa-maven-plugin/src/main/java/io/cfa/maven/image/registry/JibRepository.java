package io.cfa.maven.image.registry;

import com.google.cloud.tools.jib.api.DescriptorDigest;
import com.google.cloud.tools.jib.api.RegistryException;
import com.google.cloud.tools.jib.blob.Blob;
import com.google.cloud.tools.jib.image.json.ManifestTemplate;
import com.google.cloud.tools.jib.image.json.V22ManifestTemplate;
import com.google.cloud.tools.jib.json.JsonTemplateMapper;
import com.google.cloud.tools.jib.registry.ManifestAndDigest;
import com.google.cloud.tools.jib.registry.RegistryClient;
import io.cfa.maven.image.cache.ImageException;
import io.cfa.maven.model.Digest;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.security.DigestException;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongConsumer;

/** One repository of a registry: jib's client, with retries, and with failures that say what to do. */
public final class JibRepository {

    private static final Set<Integer> UPLOAD_IS_SPOILT = Set.of(400, 404, 416);

    private final RegistryClient client;
    private final RetryPolicy retries;
    private final RegistryErrors failures;

    JibRepository(RegistryClient client, RetryPolicy retries, RegistryErrors failures) {
        this.client = client;
        this.retries = retries;
        this.failures = failures;
    }

    /** The manifest under a tag or digest, where there is one. */
    public Optional<ManifestAndDigest<ManifestTemplate>> manifest(String tagOrDigest) {
        return send("read the manifest " + tagOrDigest, () -> {
            try {
                return client.checkManifest(tagOrDigest);
            } catch (IOException | RegistryException e) {
                // a registry may say that it does not know the repository, which jib takes for a failure
                if (RegistryErrors.status(e) == HttpURLConnection.HTTP_NOT_FOUND) {
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

    /** The bytes of a manifest, where there is one. */
    Optional<byte[]> bytes(Digest digest) {
        return manifest(digest.toString()).map(ManifestAndDigest::getManifest).map(JibRepository::bytes);
    }

    /** Puts a manifest under a tag; jib writes it anew, and must come to the same bytes. */
    void put(byte[] manifest, String tag) {
        ManifestTemplate read = read(manifest);
        if (!Arrays.equals(bytes(read), manifest)) {
            throw new ImageException("the manifest for the tag " + tag + " of " + failures.image()
                    + " would not keep its bytes. No tag was moved. Next: push it again");
        }
        send("put the manifest under the tag " + tag, () -> client.pushManifest(read, tag));
    }

    private static byte[] bytes(ManifestTemplate manifest) {
        try {
            return JsonTemplateMapper.toByteArray(manifest);
        } catch (IOException e) {
            throw new IllegalStateException("a manifest can always be written", e);
        }
    }

    private static ManifestTemplate read(byte[] manifest) {
        try {
            return JsonTemplateMapper.readJson(manifest, V22ManifestTemplate.class);
        } catch (IOException e) {
            throw new IllegalStateException("our own manifests can always be read", e);
        }
    }

    boolean holds(Digest blob) {
        return send("look for the blob " + blob.shortForm(), () -> client.checkBlob(jibs(blob)))
                .isPresent();
    }

    /**
     * Brings a blob here.
     *
     * @param mountFrom a repository that holds it
     * @param written   is told of every part of its bytes
     * @return whether its bytes were sent; else they were mounted
     */
    boolean bring(Digest digest, Blob blob, Optional<String> mountFrom, LongConsumer written) {
        RetryPolicy.Request<Boolean> upload =
                () -> !client.pushBlob(jibs(digest), blob, mountFrom.orElse(null), written::accept);
        return send("upload the blob " + digest.shortForm(), () -> {
            try {
                return upload.send();
            } catch (IOException | RegistryException e) {
                // a connection that broke may leave half a blob in the upload, or no upload: only a new one helps
                if (UPLOAD_IS_SPOILT.contains(RegistryErrors.status(e))) {
                    return upload.send();
                }
                throw e;
            }
        });
    }

    public Blob pull(Digest digest) {
        return client.pullBlob(jibs(digest), size -> {}, written -> {});
    }

    public <T> T send(String what, RetryPolicy.Request<T> request) {
        try {
            return retries.send(failures.image() + ": " + what, request);
        } catch (IOException | RegistryException e) {
            throw failures.explain(what, e);
        }
    }

    public static DescriptorDigest jibs(Digest digest) {
        try {
            return DescriptorDigest.fromDigest(digest.toString());
        } catch (DigestException e) {
            throw new IllegalStateException("both forms of a digest are the same", e);
        }
    }
}
