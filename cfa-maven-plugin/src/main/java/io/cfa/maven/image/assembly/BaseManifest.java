package io.cfa.maven.image.assembly;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.cloud.tools.jib.image.LayerCountMismatchException;
import com.google.cloud.tools.jib.image.json.BadContainerConfigurationFormatException;
import com.google.cloud.tools.jib.image.json.BuildableManifestTemplate;
import com.google.cloud.tools.jib.image.json.ContainerConfigurationTemplate;
import com.google.cloud.tools.jib.image.json.JsonToImageTranslator;
import com.google.cloud.tools.jib.image.json.OciManifestTemplate;
import com.google.cloud.tools.jib.image.json.V22ManifestTemplate;
import com.google.cloud.tools.jib.json.JsonTemplateMapper;
import io.cfa.maven.image.cache.ImageException;
import io.cfa.maven.image.plan.Platform;
import io.cfa.maven.image.registry.MediaType;
import io.cfa.maven.model.Digest;
import io.cfa.maven.model.ImageReference;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A manifest of a base image, read: of one image, or of a list of them; whatever else a registry may hold is refused in a sentence.
 *
 * <p>Source: OCI image specification 1.1; Docker's "Image Manifest Version 2, Schema 2".
 */
final class BaseManifest {

    private static final long LARGEST_CONFIG = 4 << 20;

    private final ImageReference reference;
    private final JsonNode json;

    private BaseManifest(ImageReference reference, JsonNode json) {
        this.reference = reference;
        this.json = json;
    }

    static BaseManifest of(ImageReference reference, byte[] bytes) {
        JsonNode json = json(reference, bytes, "manifest");
        if (json.path("schemaVersion").asInt() == 1) {
            throw failure(
                    reference,
                    "is there in the old schema 1, which no registry takes any more",
                    "pull and push it" + " once with a Docker of today, or choose another cfa.baseImage");
        }
        boolean isList = json.path("manifests").isArray();
        boolean isImage = json.path("config").isObject() && json.path("layers").isArray();
        if (isList == isImage) {
            throw failure(
                    reference,
                    "is no image: its manifest has neither layers nor a list of images",
                    "check cfa.baseImage; it may name a chart, a signature or another artifact");
        }
        return new BaseManifest(reference, json);
    }

    boolean isIndex() {
        return json.path("manifests").isArray();
    }

    /** The image of an index that suits a platform best; what attests of others is none. */
    Digest image(Platform wanted) {
        Optional<JsonNode> best = Optional.empty();
        List<String> there = new ArrayList<>();
        for (JsonNode entry : json.path("manifests")) {
            JsonNode platform = entry.path("platform");
            if (entry.path("annotations").has("vnd.docker.reference.type")
                    || platform.path("os").asText("unknown").equals("unknown")) {
                continue;
            }
            Platform made = platform(platform);
            there.add(made.toString());
            boolean isBetter = best.map(other -> made.compareTo(platform(other.path("platform"))) > 0)
                    .orElse(true);
            if (wanted.runs(made) && isBetter) {
                best = Optional.of(entry);
            }
        }
        JsonNode found = best.orElseThrow(() -> failure(
                reference,
                "is not there for " + wanted + ", but for "
                        + (there.isEmpty() ? "no platform" : String.join(", ", there)),
                "choose another cfa.baseImage or cfa.platforms"));
        String type = found.path("mediaType").asText("");
        if (type.equals(MediaType.OCI_INDEX) || type.equals(MediaType.DOCKER_INDEX)) {
            throw nested();
        }
        return digest(found);
    }

    ImageException nested() {
        return failure(reference, "is an index that leads to another index", "name the inner one by its digest");
    }

    Digest config() {
        return digest(json.path("config"));
    }

    long configSize() {
        long size = json.path("config").path("size").asLong(-1);
        if (size < 0 || size > LARGEST_CONFIG) {
            throw failure(reference, "names a configuration of " + size + " bytes", "check cfa.baseImage");
        }
        return size;
    }

    /**
     * The image that it leads to.
     *
     * @param wanted what the image must run on
     */
    BaseImage image(BaseDigests digests, byte[] config, Platform wanted) {
        JsonNode configuration = json(reference, config, "configuration");
        Platform made = platform(configuration);
        if (!wanted.runs(made)) {
            throw failure(
                    reference,
                    "is made for " + made + ", expected " + wanted,
                    "choose another cfa.baseImage, or set" + " cfa.platforms");
        }
        try {
            boolean isDocker = json.path("mediaType").asText("").equals(MediaType.DOCKER_MANIFEST);
            byte[] bytes = new ObjectMapper().writeValueAsBytes(json);
            BuildableManifestTemplate template = isDocker
                    ? JsonTemplateMapper.readJson(bytes, V22ManifestTemplate.class)
                    : JsonTemplateMapper.readJson(bytes, OciManifestTemplate.class);
            List<String> mediaTypes = new ArrayList<>();
            json.path("layers").forEach(layer -> {
                digest(layer);
                mediaTypes.add(layer.path("mediaType").asText(""));
            });
            return new BaseImage(
                    reference,
                    digests.current(),
                    digests.manifest(),
                    made,
                    new BaseImage.Content(
                            JsonToImageTranslator.toImage(
                                    template,
                                    JsonTemplateMapper.readJson(config, ContainerConfigurationTemplate.class)),
                            mediaTypes));
        } catch (IOException
                | LayerCountMismatchException
                | BadContainerConfigurationFormatException
                | RuntimeException e) {
            if (e instanceof ImageException known) {
                throw known;
            }
            throw failure(reference, "cannot be used: " + e.getMessage(), "check cfa.baseImage");
        }
    }

    /**
     * The digests of a base image.
     *
     * @param current  under its name
     * @param manifest of the image for one platform
     */
    record BaseDigests(Digest current, Digest manifest) {}

    /** How many bytes a layer has. */
    long size(Digest layer) {
        for (JsonNode each : json.path("layers")) {
            if (each.path("digest").asText("").equals(layer.toString())) {
                return each.path("size").asLong(-1);
            }
        }
        throw failure(reference, "has no layer " + layer, "run it again");
    }

    private Digest digest(JsonNode entry) {
        String text = entry.path("digest").asText("");
        try {
            return Digest.of(text);
        } catch (IllegalArgumentException e) {
            throw failure(
                    reference,
                    "names a part by \"" + text + "\", which is no digest of SHA-256",
                    "check cfa.baseImage");
        }
    }

    private static Platform platform(JsonNode json) {
        return new Platform(
                json.path("os").asText("unknown"),
                json.path("architecture").asText("unknown"),
                json.path("variant").asText(""));
    }

    private static JsonNode json(ImageReference reference, byte[] bytes, String what) {
        try {
            JsonNode json = new ObjectMapper().readTree(bytes);
            if (json != null && json.isObject()) {
                return json;
            }
        } catch (IOException e) {
            // said below
        }
        throw failure(
                reference,
                "cannot be used: its " + what + " is no JSON object",
                "see who answers under the" + " registry's name: a proxy, a portal, or the registry");
    }

    private static ImageException failure(ImageReference reference, String what, String next) {
        return new ImageException("the base image " + reference + " " + what + ". Next: " + next);
    }
}
