package io.cfa.maven.image;

import com.google.cloud.tools.jib.image.json.BuildableManifestTemplate;
import com.google.cloud.tools.jib.image.json.BuildableManifestTemplate.ContentDescriptorTemplate;
import com.google.cloud.tools.jib.image.json.ManifestTemplate;
import com.google.cloud.tools.jib.registry.ManifestAndDigest;
import io.cfa.maven.model.Digest;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An image as its registry holds it.
 *
 * @param digest of its manifest
 * @param layers the packed bytes of each layer; none for a manifest that lists other manifests
 */
public record RemoteImage(Digest digest, Map<Digest, Long> layers) {

    /** Copies. */
    public RemoteImage {
        layers = Map.copyOf(layers);
    }

    static RemoteImage of(ManifestAndDigest<ManifestTemplate> found) {
        Map<Digest, Long> layers = new LinkedHashMap<>();
        if (found.getManifest() instanceof BuildableManifestTemplate image) {
            for (ContentDescriptorTemplate layer : image.getLayers()) {
                layers.put(Digest.of(String.valueOf(layer.getDigest())), layer.getSize());
            }
        }
        return new RemoteImage(Digest.of(found.getDigest().toString()), layers);
    }
}
