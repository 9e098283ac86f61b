package io.cfa.maven.docker;

import com.fasterxml.jackson.databind.JsonNode;
import io.cfa.maven.model.Digest;
import java.util.Optional;
import java.util.stream.StreamSupport;

/**
 * The image that a container was made from.
 *
 * @param id        its local ID: the digest of its configuration, or of its manifest with containerd's image store
 * @param reference as it was named when the container was made
 * @param revision  its label {@code org.opencontainers.image.revision}
 * @param schema    its label {@code io.cfa.schema}: which schema it needs of its database
 * @param classData its label {@code io.cfa.class-data}: the digest of the class-data archive that it is started with; absent where it has none
 * @param springAot whether it is started with the processed beans that its label {@code io.cfa.spring-aot} names; absent where it has none
 */
public record ContainerImage(
        Digest id,
        String reference,
        Optional<String> revision,
        Optional<String> schema,
        Optional<String> classData,
        Optional<Boolean> springAot) {

    private static final String SCHEMA_LABEL = "io.cfa.schema";
    private static final String CLASS_DATA_LABEL = "io.cfa.class-data";
    private static final String SPRING_AOT_LABEL = "io.cfa.spring-aot";
    private static final String SPRING_AOT_FLAG = "-Dspring.aot.enabled=true";
    private static final String REVISION_LABEL = "org.opencontainers.image.revision";

    static ContainerImage of(JsonNode container) {
        JsonNode config = container.path("Config");
        return new ContainerImage(
                Digest.of(container.path("Image").asText()),
                config.path("Image").asText(),
                label(config, REVISION_LABEL),
                label(config, SCHEMA_LABEL),
                digest(config, CLASS_DATA_LABEL),
                digest(config, SPRING_AOT_LABEL).map(any -> startsWith(container, SPRING_AOT_FLAG)));
    }

    private static Optional<String> digest(JsonNode config, String name) {
        return label(config, name).filter(label -> label.startsWith("sha256:"));
    }

    /** Whether a word is among those that the container's first process is started with, whatever the compose file made of its image's. */
    private static boolean startsWith(JsonNode container, String word) {
        return StreamSupport.stream(container.path("Args").spliterator(), false)
                .anyMatch(each -> each.asText().equals(word));
    }

    private static Optional<String> label(JsonNode config, String name) {
        return Optional.of(config.path("Labels").path(name).asText()).filter(text -> !text.isEmpty());
    }
}
