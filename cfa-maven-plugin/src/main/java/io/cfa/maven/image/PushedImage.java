package io.cfa.maven.image;

import com.fasterxml.jackson.core.JsonGenerator;
import io.cfa.maven.image.assembly.PushedBlob;
import io.cfa.maven.image.cache.ImageException;
import io.cfa.maven.image.cache.JsonFile;
import io.cfa.maven.image.plan.LayerKind;
import io.cfa.maven.model.Digest;
import io.cfa.maven.model.ImageReference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
        String build,
        String service,
        String image,
        String imageDigest,
        List<String> tags,
        String commit,
        String base,
        String baseDigest,
        List<PushedBlob> layers,
        String started,
        long millis) {

    /** Where it is written, below {@code target}. */
    public static final String FILE = "cfa/image.json";

    /** The reference, read. */
    public ImageReference reference() {
        return ImageReference.of(image);
    }

    /** The digest, read. */
    public Digest digest() {
        return Digest.of(imageDigest);
    }

    /** How many bytes met a fate. */
    public long bytes(PushedBlob.Outcome outcome) {
        return layers.stream()
                .filter(layer -> layer.outcome() == outcome)
                .mapToLong(PushedBlob::size)
                .sum();
    }

    /** What the push into a directory of built things was, where there was one. */
    public static Optional<PushedImage> read(Path target) {
        Path file = target.resolve(FILE);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(of((Map<?, ?>) JsonFile.read(file)));
        } catch (IOException | RuntimeException e) {
            throw new ImageException(file + " cannot be read: " + e.getMessage() + ". Next: push again", e);
        }
    }

    /** Writes it into a directory of built things. */
    void write(Path target) {
        JsonFile.write(target.resolve(FILE), this::write);
    }

    private static PushedImage of(Map<?, ?> json) {
        return new PushedImage(
                text(json, "build"),
                text(json, "service"),
                text(json, "reference"),
                text(json, "digest"),
                ((List<?>) json.get("tags")).stream().map(String::valueOf).toList(),
                text(json, "revision"),
                text(json, "base"),
                text(json, "baseDigest"),
                ((List<?>) json.get("layers"))
                        .stream().map(layer -> moved((Map<?, ?>) layer)).toList(),
                text(json, "started"),
                Long.parseLong(text(json, "millis")));
    }

    private static PushedBlob moved(Map<?, ?> json) {
        return new PushedBlob(
                LayerKind.valueOf(text(json, "kind")),
                text(json, "digest"),
                Long.parseLong(text(json, "size")),
                PushedBlob.Outcome.valueOf(text(json, "outcome")));
    }

    private static String text(Map<?, ?> json, String field) {
        return (String) Objects.requireNonNull(json.get(field), () -> "no " + field);
    }

    private void write(JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("build", build);
        json.writeStringField("service", service);
        json.writeStringField("reference", image);
        json.writeStringField("digest", imageDigest);
        json.writeArrayFieldStart("tags");
        for (String tag : tags) {
            json.writeString(tag);
        }
        json.writeEndArray();
        json.writeStringField("revision", commit);
        json.writeStringField("base", base);
        json.writeStringField("baseDigest", baseDigest);
        json.writeArrayFieldStart("layers");
        for (PushedBlob layer : layers) {
            json.writeStartObject();
            json.writeStringField("kind", layer.kind().name());
            json.writeStringField("digest", layer.digest());
            json.writeNumberField("size", layer.size());
            json.writeStringField("outcome", layer.outcome().name());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeStringField("started", started);
        json.writeNumberField("millis", millis);
        json.writeEndObject();
    }
}
