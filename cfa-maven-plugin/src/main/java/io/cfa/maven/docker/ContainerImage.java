package io.cfa.maven.docker;

import com.fasterxml.jackson.databind.JsonNode;
import io.cfa.maven.model.Digest;
import java.util.Optional;

/**
 * The image that a container was made from.
 *
 * @param id        its local ID: the digest of its configuration, or of its manifest with containerd's image store
 * @param reference as it was named when the container was made
 * @param revision  its label {@code org.opencontainers.image.revision}
 */
public record ContainerImage(Digest id, String reference, Optional<String> revision) {

    private static final String REVISION_LABEL = "org.opencontainers.image.revision";

    static ContainerImage of(JsonNode container) {
        JsonNode config = container.path("Config");
        return new ContainerImage(
                Digest.of(container.path("Image").asText()),
                config.path("Image").asText(),
                Optional.of(config.path("Labels").path(REVISION_LABEL).asText())
                        .filter(revision -> !revision.isEmpty()));
    }
}
