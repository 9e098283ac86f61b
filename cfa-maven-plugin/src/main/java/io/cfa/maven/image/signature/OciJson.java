package io.cfa.maven.image.signature;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cfa.maven.model.Sha256;

/** Writes manifests as JSON, and the descriptors in them (OCI image specification 1.1, "OCI Content Descriptors"). */
final class OciJson {

    private static final ObjectMapper JSON = new ObjectMapper();

    private OciJson() {}

    static ObjectNode descriptor(ObjectNode descriptor, String mediaType, byte[] bytes) {
        return descriptor
                .put("mediaType", mediaType)
                .put("size", bytes.length)
                .put("digest", Sha256.of(bytes).toString());
    }

    static byte[] bytes(ObjectNode json) {
        try {
            return JSON.writeValueAsBytes(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree can always be written", e);
        }
    }
}
