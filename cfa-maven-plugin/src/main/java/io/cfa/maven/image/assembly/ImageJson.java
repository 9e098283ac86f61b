package io.cfa.maven.image.assembly;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.cloud.tools.jib.blob.BlobDescriptor;
import com.google.cloud.tools.jib.hash.Digests;
import com.google.cloud.tools.jib.image.Image;
import com.google.cloud.tools.jib.image.json.ImageToJsonTranslator;
import com.google.cloud.tools.jib.image.json.OciManifestTemplate;
import com.google.cloud.tools.jib.image.json.V22ManifestTemplate;
import com.google.cloud.tools.jib.json.JsonTemplate;
import com.google.cloud.tools.jib.json.JsonTemplateMapper;
import io.cfa.maven.image.cache.ImageException;
import io.cfa.maven.image.plan.Platform;
import io.cfa.maven.image.registry.MediaType;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * What describes images: jib writes it, and what jib does not know is put right in it. That is the media type of a base's layers, which jib takes
 * for gzip, and the variant of a processor.
 */
final class ImageJson {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** What layers are called in Docker's own form of a manifest, and how they are called in OCI's. */
    private static final Map<String, String> OCI_BY_DOCKER = Map.of(
            "application/vnd.docker.image.rootfs.diff.tar.gzip", "application/vnd.oci.image.layer.v1.tar+gzip",
            "application/vnd.docker.image.rootfs.diff.tar", "application/vnd.oci.image.layer.v1.tar",
            "application/vnd.docker.image.rootfs.diff.tar.zstd", "application/vnd.oci.image.layer.v1.tar+zstd");

    private static final String GZIP = "gzip";

    private ImageJson() {}

    static BuiltImage.Json of(Image image, BaseImage base, int ownLayers) {
        List<String> types = base.content().mediaTypes();
        // only OCI's form has names for all of them
        boolean isOci = types.stream().anyMatch(type -> !type.isEmpty() && !type.endsWith(GZIP));
        try {
            ImageToJsonTranslator json = new ImageToJsonTranslator(image);
            byte[] config = config(json.getContainerConfiguration(), base.platform());
            BlobDescriptor ofConfig = Digests.computeDigest(out -> out.write(config));
            byte[] manifest = JsonTemplateMapper.toByteArray(
                    isOci
                            ? json.getManifestTemplate(OciManifestTemplate.class, ofConfig)
                            : json.getManifestTemplate(V22ManifestTemplate.class, ofConfig));
            return isOci
                    ? new BuiltImage.Json(config, withTypes(manifest, types), MediaType.OCI_MANIFEST)
                    : new BuiltImage.Json(config, manifest, MediaType.DOCKER_MANIFEST);
        } catch (IOException e) {
            throw new ImageException(
                    "an image on " + base.reference() + " cannot be put together: " + e.getMessage()
                            + ". Next: pin another base image with -Dcfa.baseImage",
                    e);
        }
    }

    private static byte[] config(JsonTemplate template, Platform platform) throws IOException {
        byte[] config = JsonTemplateMapper.toByteArray(template);
        if (platform.variant().isEmpty()) {
            return config;
        }
        ObjectNode json = (ObjectNode) JSON.readTree(config);
        json.put("variant", platform.variant());
        return JSON.writeValueAsBytes(json);
    }

    private static byte[] withTypes(byte[] manifest, List<String> types) throws IOException {
        ObjectNode json = (ObjectNode) JSON.readTree(manifest);
        JsonNode layers = json.path("layers");
        for (int i = 0; i < types.size(); i++) {
            if (types.get(i).isEmpty()) {
                continue;
            }
            ((ObjectNode) layers.get(i)).put("mediaType", OCI_BY_DOCKER.getOrDefault(types.get(i), types.get(i)));
        }
        return JSON.writeValueAsBytes(json);
    }
}
