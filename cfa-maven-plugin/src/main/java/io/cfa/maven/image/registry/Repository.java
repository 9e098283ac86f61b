package io.cfa.maven.image.registry;

import com.google.cloud.tools.jib.api.RegistryException;
import com.google.cloud.tools.jib.blob.Blob;
import io.cfa.maven.image.registry.ManifestClient.Answer;
import io.cfa.maven.model.Digest;
import java.io.IOException;
import java.util.Optional;
import java.util.function.LongConsumer;
import java.util.function.Supplier;

/** One repository of a registry: manifests the quick way where that will do, all else with jib's client, which logs in when it must. */
public final class Repository {

    private final RegistryScope scope;
    private final ManifestClient quick;
    private final Supplier<JibRepository> jib;
    private final RetryPolicy retries;
    private final RegistryErrors failures;

    Repository(
            RegistryScope scope,
            ManifestClient quick,
            Supplier<JibRepository> jib,
            RetryPolicy retries,
            RegistryErrors failures) {
        this.scope = scope;
        this.quick = quick;
        this.jib = jib;
        this.retries = retries;
        this.failures = failures;
    }

    /** The path below the registry. */
    public String name() {
        return scope.repository();
    }

    /** What there is only with jib. */
    public JibRepository jib() {
        return jib.get();
    }

    /** The digest under a tag or digest, where there is one. */
    public Optional<Digest> digestOf(String tagOrDigest) {
        Answer answer = send("read the manifest " + tagOrDigest, () -> quick.find(scope, tagOrDigest));
        return answer.isSure() ? answer.digest() : jib().digestOf(tagOrDigest);
    }

    /** The bytes of a manifest, where there is one. */
    public Optional<byte[]> manifest(Digest digest) {
        Answer answer = send("read the manifest " + digest, () -> quick.get(scope, digest));
        return answer.isSure() ? answer.digest().map(there -> answer.bytes()) : jib().bytes(digest);
    }

    /**
     * Puts a manifest under a tag.
     *
     * @return what the registry says that it has there now
     */
    public Optional<Digest> put(byte[] manifest, String tag) {
        Answer answer = send("put the manifest under the tag " + tag, () -> quick.put(scope, tag, manifest));
        if (answer.isSure()) {
            return answer.digest();
        }
        jib().put(manifest, tag);
        return jib().digestOf(tag);
    }

    /**
     * Puts a manifest under a tag, where the registry takes it without further ado.
     *
     * @return what the registry says that it has there now; nothing where it did not take it, as when a layer is not there
     */
    public Optional<Digest> putAtOnce(byte[] manifest, String tag) {
        return send("put the manifest under the tag " + tag, () -> quick.put(scope, tag, manifest))
                .digest();
    }

    public boolean holds(Digest blob) {
        return jib().holds(blob);
    }

    /**
     * Brings a blob here.
     *
     * @param mountFrom a repository that holds it
     * @param written   is told of every part of its bytes
     * @return whether its bytes were sent; else they were mounted
     */
    public boolean bring(Digest digest, Blob blob, Optional<String> mountFrom, LongConsumer written) {
        return jib().bring(digest, blob, mountFrom, written);
    }

    private Answer send(String what, RetryPolicy.Request<Answer> request) {
        try {
            return retries.send(failures.image() + ": " + what, request);
        } catch (IOException | RegistryException e) {
            throw failures.explain(what, e);
        }
    }
}
