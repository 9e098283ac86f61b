package io.cfa.maven.image.signature;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cfa.maven.model.Digest;
import io.cfa.maven.model.ImageReference;
import java.io.IOException;

/**
 * What cosign signs of an image: which one it is.
 *
 * <p>Source: containers/image, "Container signature format" (simple signing), with the type that cosign's signature specification names.
 */
final class SignedPayload {

    static final String MEDIA_TYPE = "application/vnd.dev.cosign.simplesigning.v1+json";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String TYPE = "cosign container image signature";

    private SignedPayload() {}

    /** The bytes, the same for the same image. */
    static byte[] of(ImageReference repository, Digest image) {
        ObjectNode payload = JSON.createObjectNode();
        ObjectNode critical = payload.putObject("critical");
        critical.putObject("identity").put("docker-reference", repository.registry() + "/" + repository.repository());
        critical.putObject("image").put("docker-manifest-digest", image.toString());
        critical.put("type", TYPE);
        payload.putNull("optional");
        try {
            return JSON.writeValueAsBytes(payload);
        } catch (IOException e) {
            throw new IllegalStateException("a tree can always be written", e);
        }
    }

    /**
     * Whether some bytes, whose signature is good, are about an image. The registry and what is before the repository's last name may differ, as
     * registries move and are mirrored; that name may not, or one service could be put in another's place.
     */
    static boolean isAbout(byte[] payload, String repository, Digest image) {
        try {
            JsonNode critical = JSON.readTree(payload).path("critical");
            String reference =
                    critical.path("identity").path("docker-reference").asText();
            return critical.path("type").asText().equals(TYPE)
                    && last(reference.replaceFirst("@.*$", "").replaceFirst(":[^/]*$", ""))
                            .equals(last(repository))
                    && critical.path("image")
                            .path("docker-manifest-digest")
                            .asText()
                            .equals(image.toString());
        } catch (IOException e) {
            return false;
        }
    }

    private static String last(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
