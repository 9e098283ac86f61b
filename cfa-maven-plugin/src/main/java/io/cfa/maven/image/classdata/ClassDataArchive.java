package io.cfa.maven.image.classdata;

import io.cfa.maven.image.layer.LayerFile;
import io.cfa.maven.model.Digest;
import java.util.Optional;

/**
 * The class-data archive of an image, or why it goes without.
 *
 * @param layer  the layer that holds the archive; nothing where there is none
 * @param digest of the archive's bytes, where there is one
 * @param reason why there is none; empty where there is one
 */
public record ClassDataArchive(Optional<LayerFile> layer, Optional<Digest> digest, String reason) {

    /** What the image's label says where it goes without: the reason may differ from machine to machine, and stays with the build. */
    private static final String NONE = "none";

    static ClassDataArchive of(LayerFile layer, Digest digest) {
        return new ClassDataArchive(Optional.of(layer), Optional.of(digest), "");
    }

    static ClassDataArchive none(String reason) {
        return new ClassDataArchive(Optional.empty(), Optional.empty(), reason);
    }

    /** The value of the image's label: the archive's digest, or {@value #NONE}. */
    public String label() {
        return digest.map(Digest::toString).orElse(NONE);
    }

    /** For {@code image.json}: the archive's digest, or {@value #NONE} and why. */
    @Override
    public String toString() {
        return digest.map(Digest::toString).orElse(NONE + ": " + reason);
    }
}
