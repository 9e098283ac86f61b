package io.cfa.maven.image.assembly;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cfa.maven.image.cache.ImageException;
import io.cfa.maven.model.Digest;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Reads what a manifest of ours, or an index of some, names. */
public final class ManifestLayers {

    private static final ObjectMapper JSON = new ObjectMapper();

    private ManifestLayers() {}

    /** The packed bytes of each layer; none for a manifest that lists other manifests. */
    public static Map<Digest, Long> of(byte[] manifest) {
        Map<Digest, Long> layers = new LinkedHashMap<>();
        for (JsonNode layer : read(manifest).path("layers")) {
            layers.put(
                    Digest.of(layer.path("digest").asText()), layer.path("size").asLong());
        }
        return layers;
    }

    /** The first image of an index: those of a service differ in their base alone. */
    public static Optional<Digest> firstOfIndex(byte[] manifest) {
        JsonNode first = read(manifest).path("manifests").path(0).path("digest");
        return first.isTextual() ? Optional.of(Digest.of(first.asText())) : Optional.empty();
    }

    /** The image's configuration. */
    public static Optional<Digest> config(byte[] manifest) {
        JsonNode digest = read(manifest).path("config").path("digest");
        return digest.isTextual() ? Optional.of(Digest.of(digest.asText())) : Optional.empty();
    }

    /** A label of a configuration. */
    public static Optional<String> label(byte[] config, String name) {
        JsonNode label = read(config).path("config").path("Labels").path(name);
        return label.isTextual() ? Optional.of(label.asText()) : Optional.empty();
    }

    /** What kind of manifest it says that it is. */
    public static String mediaType(byte[] manifest) {
        return read(manifest).path("mediaType").asText("");
    }

    private static JsonNode read(byte[] manifest) {
        try {
            return JSON.readTree(manifest);
        } catch (IOException e) {
            throw new ImageException(
                    "the registry has a manifest that is no JSON. Next: see who answers under its name", e);
        }
    }
}
