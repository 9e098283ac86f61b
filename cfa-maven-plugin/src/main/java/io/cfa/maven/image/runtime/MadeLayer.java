package io.cfa.maven.image.runtime;

import io.cfa.maven.image.layer.LayerFile;
import io.cfa.maven.image.plan.LayerKind;
import io.cfa.maven.model.Digest;
import java.util.Optional;

/**
 * What the base's JRE made for an image, such as its class-data archive, or why the image goes without.
 *
 * @param layer  the layer that holds it; nothing where there is none
 * @param digest of the file that it is about, where there is one
 * @param reason why there is none; empty where there is one
 */
public record MadeLayer(Optional<LayerFile> layer, Optional<Digest> digest, String reason) {

    /** What the image's label says where it goes without: the reason may differ from machine to machine, and stays with the build. */
    private static final String NONE = "none";

    /** One that is there. */
    public static MadeLayer of(LayerFile layer, Digest digest) {
        return new MadeLayer(Optional.of(layer), Optional.of(digest), "");
    }

    /** One that is not there. */
    public static MadeLayer none(String reason) {
        return new MadeLayer(Optional.empty(), Optional.empty(), reason);
    }

    /** One that is there, as {@link #note} wrote it down. */
    public static MadeLayer read(LayerKind kind, String note) {
        String[] lines = note.split("\n");
        return of(
                new LayerFile(kind, Digest.of(lines[0]), Long.parseLong(lines[1]), Digest.of(lines[2])),
                Digest.of(lines[3]));
    }

    /** One that is there, for a later build. */
    public String note() {
        LayerFile file = layer.orElseThrow();
        return file.digest() + "\n" + file.size() + "\n" + file.diffId() + "\n" + digest.orElseThrow();
    }

    /** The value of the image's label: the digest, or {@value #NONE}. */
    public String label() {
        return digest.map(Digest::toString).orElse(NONE);
    }

    /** For {@code image.json}: the digest, or {@value #NONE} and why. */
    @Override
    public String toString() {
        return digest.map(Digest::toString).orElse(NONE + ": " + reason);
    }
}
