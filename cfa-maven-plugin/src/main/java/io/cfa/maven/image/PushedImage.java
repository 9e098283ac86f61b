package io.cfa.maven.image;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cfa.maven.model.Digest;
import io.cfa.maven.model.ImageRef;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What a push did, as {@value #FILE} in the module's directory of built things says it.
 *
 * @param build    the build that pushed it: its start in milliseconds; what another build pushed is never promoted
 * @param service  the service's name
 * @param image    registry, repository and tag
 * @param imageDigest of the manifest
 * @param tags     what the manifest was put under
 * @param commit   the last commit that changed the service, as the image's label says it
 * @param base     what it is built on
 * @param baseDigest likewise
 * @param layers   those of the base, then ours, then the configuration
 * @param started  in ISO form
 * @param millis   how long the push took
 */
public record PushedImage(
        @JsonProperty("build") String build,
        @JsonProperty("service") String service,
        @JsonProperty("reference") String image,
        @JsonProperty("digest") String imageDigest,
        @JsonProperty("tags") List<String> tags,
        @JsonProperty("revision") String commit,
        @JsonProperty("base") String base,
        @JsonProperty("baseDigest") String baseDigest,
        @JsonProperty("layers") List<Moved> layers,
        @JsonProperty("started") String started,
        @JsonProperty("millis") long millis) {

    /** Where it is written, below {@code target}. */
    public static final String FILE = "cfa/image.json";

    private static final ObjectMapper JSON = new ObjectMapper();

    /** What became of a layer's bytes. */
    public enum Outcome {
        /** They were sent. */
        UPLOADED,
        /** The registry took them from another of its repositories. */
        MOUNTED,
        /** They were there already. */
        PRESENT
    }

    /**
     * A layer, or the configuration.
     *
     * @param kind    what it holds
     * @param digest  of its bytes
     * @param size    how many they are
     * @param outcome what became of them
     */
    public record Moved(
            @JsonProperty("kind") LayerKind kind,
            @JsonProperty("digest") String digest,
            @JsonProperty("size") long size,
            @JsonProperty("outcome") Outcome outcome) {}

    /** The reference, read. */
    public ImageRef reference() {
        return ImageRef.of(image);
    }

    /** The digest, read. */
    public Digest digest() {
        return Digest.of(imageDigest);
    }

    /** How many bytes met a fate. */
    public long bytes(Outcome outcome) {
        return layers.stream()
                .filter(layer -> layer.outcome() == outcome)
                .mapToLong(Moved::size)
                .sum();
    }

    /** What the push into a directory of built things was, where there was one. */
    public static Optional<PushedImage> read(Path target) {
        Path file = target.resolve(FILE);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(JSON.readValue(file.toFile(), PushedImage.class));
        } catch (IOException e) {
            throw new ImageException(file + " cannot be read: " + e.getMessage() + ". Next: push again", e);
        }
    }

    /** Writes it into a directory of built things. */
    void write(Path target) {
        Path file = target.resolve(FILE);
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, json() + "\n");
        } catch (IOException e) {
            throw new ImageException(file + " cannot be written: " + e.getMessage(), e);
        }
    }

    private String json() throws JsonProcessingException {
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(this);
    }
}
