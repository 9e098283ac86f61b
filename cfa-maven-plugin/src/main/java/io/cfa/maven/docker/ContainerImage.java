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
 * @param schema    its label {@code io.cfa.schema}: which schema it needs of its database
 * @param classData its label {@code io.cfa.class-data}: the digest of the class-data archive that it is started with; absent where it has none
 */
public record ContainerImage(
        Digest id, String reference, Optional<String> revision, Optional<String> schema, Optional<String> classData) {

    private static final String SCHEMA_LABEL = "io.cfa.schema";
    private static final String CLASS_DATA_LABEL = "io.cfa.class-data";
    private static final String REVISION_LABEL = "org.opencontainers.image.revision";

    static ContainerImage of(JsonNode container) {
        JsonNode config = container.path("Config");
        return new ContainerImage(
                Digest.of(container.path("Image").asText()),
                config.path("Image").asText(),
                label(config, REVISION_LABEL),
                label(config, SCHEMA_LABEL),
                label(config, CLASS_DATA_LABEL).filter(label -> label.startsWith("sha256:")));
    }

    private static Optional<String> label(JsonNode config, String name) {
        return Optional.of(config.path("Labels").path(name).asText()).filter(text -> !text.isEmpty());
    }
}
