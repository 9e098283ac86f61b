package io.cfa.maven.image.assembly;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cfa.maven.image.cache.ImageException;
import io.cfa.maven.model.Digest;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads which layers a manifest names. */
public final class ManifestLayers {

    private static final ObjectMapper JSON = new ObjectMapper();

    private ManifestLayers() {}

    /** The packed bytes of each layer; none for a manifest that lists other manifests. */
    public static Map<Digest, Long> of(byte[] manifest) {
        Map<Digest, Long> layers = new LinkedHashMap<>();
        try {
            for (JsonNode layer : JSON.readTree(manifest).path("layers")) {
                layers.put(
                        Digest.of(layer.path("digest").asText()),
                        layer.path("size").asLong());
            }
        } catch (IOException e) {
            throw new ImageException("the registry has a manifest that is no JSON: " + e.getMessage(), e);
        }
        return layers;
    }
}
