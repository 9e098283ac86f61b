package io.cfa.maven.image.assembly;

import com.google.cloud.tools.jib.image.Image;
import io.cfa.maven.image.layer.LayerFile;
import io.cfa.maven.image.plan.LayerKind;
import io.cfa.maven.model.Digest;
import io.cfa.maven.model.Sha256;
import java.util.ArrayList;
import java.util.List;

/**
 * An image whose bytes are known, wherever it goes from here.
 *
 * @param base   what it was made on
 * @param layers our layers, above those of the base
 * @param image  as jib sees it
 * @param json   what describes it
 */
public record BuiltImage(BaseImage base, List<LayerFile> layers, Image image, Json json) {

    /**
     * The two files that describe an image.
     *
     * @param config    the bytes of its configuration
     * @param manifest  the bytes of what lists all of its parts
     * @param mediaType of the manifest
     */
    public record Json(byte[] config, byte[] manifest, String mediaType) {}

    /** The image's name that cannot be moved. */
    public Digest digest() {
        return Sha256.of(json.manifest());
    }

    /** What it consists of, in order: the base's layers, ours, the configuration. */
    public List<Part> parts() {
        List<Part> parts = new ArrayList<>();
        image.getLayers().forEach(layer -> {
            int own = parts.size() - (image.getLayers().size() - layers.size());
            parts.add(new Part(
                    own < 0 ? LayerKind.BASE : layers.get(own).kind(),
                    Digest.of(layer.getBlobDescriptor().getDigest().toString()),
                    layer.getBlobDescriptor().getSize(),
                    layer.getBlob()::writeTo));
        });
        parts.add(new Part(
                LayerKind.CONFIG, Sha256.of(json.config()), json.config().length, out -> out.write(json.config())));
        return parts;
    }
}
