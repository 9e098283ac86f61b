package io.cfa.maven.image.layer;

import io.cfa.maven.model.Digest;
import io.cfa.maven.model.Sha256;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The bytes of one file of a layer: a file of this machine, or bytes that were made for it.
 *
 * @param digest of the bytes
 * @param file   where they lie
 * @param bytes  themselves, where they lie nowhere
 */
record LayerSource(Digest digest, Optional<Path> file, Optional<byte[]> bytes) {

    static LayerSource of(Path file, Digest digest) {
        return new LayerSource(digest, Optional.of(file), Optional.empty());
    }

    static LayerSource of(byte[] bytes) {
        return new LayerSource(Sha256.of(bytes), Optional.empty(), Optional.of(bytes));
    }
}
