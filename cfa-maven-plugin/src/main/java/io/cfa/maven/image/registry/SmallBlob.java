package io.cfa.maven.image.registry;

import io.cfa.maven.image.cache.ImageException;
import io.cfa.maven.model.Digest;
import io.cfa.maven.model.Sha256;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;

/** Blobs that fit into memory: configurations, signatures, documents. */
public final class SmallBlob {

    private SmallBlob() {}

    /**
     * The bytes of a blob, hashed.
     *
     * @param largest more bytes are not taken
     * @return nothing where what came is not what the digest names
     */
    public static Optional<byte[]> read(Repository repository, Digest digest, long largest) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        repository.pull(digest, largest, attempt -> {
            bytes.reset();
            try {
                attempt.writeTo(bytes);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        return Optional.of(bytes.toByteArray()).filter(found -> Sha256.of(found).equals(digest));
    }

    /**
     * Brings a blob, where it is not there.
     *
     * @throws ImageException if the registry does not take it
     */
    public static Digest put(Repository repository, byte[] bytes) {
        Digest digest = Sha256.of(bytes);
        if (!repository.holds(digest)) {
            repository.upload(digest, new BlobContent(bytes.length, out -> out.write(bytes)));
        }
        return digest;
    }
}
