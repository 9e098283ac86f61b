package io.cfa.maven.image;

import com.fasterxml.jackson.core.JsonGenerator;
import io.cfa.maven.image.assembly.ImageMetrics;
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
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a push did, as {@value #FILE} in the module's directory of built things says it.
 *
 * @param build    the build that pushed it: its start in milliseconds; what another build pushed is never promoted
 * @param service  the service's name
 * @param target   what was pushed, and where to
 * @param origin   what it was made from
 * @param transfer what travelled
 */
public record PushedImage(String build, String service, Target target, Origin origin, Transfer transfer) {

    /** Where it is written, below {@code target}. */
    public static final String FILE = "cfa/image.json";

    /**
     * What was pushed, and where to.
     *
     * @param image     registry, repository and tag
     * @param digest    of what the tag leads to, which is what a host that pulls the tag records: a manifest, or for several platforms an index
     * @param tags      what it was put under
     * @param platforms the digest of the image for each platform; for one platform its own
     */
    public record Target(String image, String digest, List<String> tags, SortedMap<String, String> platforms) {}

    /**
     * What an image was made from.
     *
     * @param commit     the last commit that changed the service, as the image's label says it
     * @param base       what it is built on
     * @param baseDigest likewise
     * @param schema     which schema it needs of its database, as the image's label says it; absent where it has none
     * @param made       by the base's JRE
     */
    public record Origin(String commit, String base, String baseDigest, Optional<String> schema, Made made) {}

    /**
     * What the base's JRE made for an image: for each platform a digest, or {@code none} and why; empty where it was not wanted.
     *
     * @param classData its class-data archive
     * @param springAot its processed beans
     */
    public record Made(SortedMap<String, String> classData, SortedMap<String, String> springAot) {}

    /**
     * What travelled.
     *
     * @param layers  those of the base, then ours, then the configuration
     * @param started in ISO form
     * @param millis  how long the push took
     */
    public record Transfer(List<PushedBlob> layers, String started, long millis) {}

    /** The reference, read. */
    public ImageReference reference() {
        return ImageReference.of(target.image());
    }

    /** The digest, read. */
    public Digest digest() {
        return Digest.of(target.digest());
    }

    /** What became of its layers and of its configuration. */
    public List<PushedBlob> layers() {
        return transfer.layers();
    }

    /** How many bytes met a fate. */
    public long bytes(PushedBlob.Outcome outcome) {
        return layers().stream()
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

    /** Writes it into a directory of built things, and in numbers beside it. */
    void write(Path target) {
        JsonFile.write(target.resolve(FILE), this::write);
        Path metrics = target.resolve(ImageMetrics.FILE);
        try {
            Files.writeString(metrics, new ImageMetrics(service, layers(), transfer.millis()).text());
        } catch (IOException e) {
            throw new ImageException(
                    metrics + " cannot be written: " + e.getMessage() + ". Next: see the permissions there", e);
        }
    }

    private static PushedImage of(Map<?, ?> json) {
        return new PushedImage(
                text(json, "build"),
                text(json, "service"),
                new Target(
                        text(json, "reference"),
                        text(json, "digest"),
                        ((List<?>) json.get("tags"))
                                .stream().map(String::valueOf).toList(),
                        texts(json, "platforms")),
                new Origin(
                        text(json, "revision"),
                        text(json, "base"),
                        text(json, "baseDigest"),
                        Optional.ofNullable((String) json.get("schema")),
                        new Made(texts(json, "classData"), texts(json, "springAot"))),
                new Transfer(
                        ((List<?>) json.get("layers"))
                                .stream().map(layer -> moved((Map<?, ?>) layer)).toList(),
                        text(json, "started"),
                        Long.parseLong(text(json, "millis"))));
    }

    private static PushedBlob moved(Map<?, ?> json) {
        return new PushedBlob(
                LayerKind.valueOf(text(json, "kind")),
                text(json, "digest"),
                Long.parseLong(text(json, "size")),
                PushedBlob.Outcome.valueOf(text(json, "outcome")));
    }

    private static SortedMap<String, String> texts(Map<?, ?> json, String field) {
        SortedMap<String, String> texts = new TreeMap<>();
        if (json.get(field) instanceof Map<?, ?> known) {
            known.forEach((name, value) -> texts.put((String) name, (String) value));
        }
        return texts;
    }

    private static String text(Map<?, ?> json, String field) {
        return (String) Objects.requireNonNull(json.get(field), () -> "no " + field);
    }

    private void write(JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("build", build);
        json.writeStringField("service", service);
        json.writeStringField("reference", target.image());
        json.writeStringField("digest", target.digest());
        json.writeArrayFieldStart("tags");
        for (String tag : target.tags()) {
            json.writeString(tag);
        }
        json.writeEndArray();
        texts(json, "platforms", target.platforms());
        json.writeStringField("revision", origin.commit());
        json.writeStringField("base", origin.base());
        json.writeStringField("baseDigest", origin.baseDigest());
        if (origin.schema().isPresent()) {
            json.writeStringField("schema", origin.schema().get());
        }
        if (!origin.made().classData().isEmpty()) {
            texts(json, "classData", origin.made().classData());
        }
        if (!origin.made().springAot().isEmpty()) {
            texts(json, "springAot", origin.made().springAot());
        }
        json.writeArrayFieldStart("layers");
        for (PushedBlob layer : layers()) {
            json.writeStartObject();
            json.writeStringField("kind", layer.kind().name());
            json.writeStringField("digest", layer.digest());
            json.writeNumberField("size", layer.size());
            json.writeStringField("outcome", layer.outcome().name());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeStringField("started", transfer.started());
        json.writeNumberField("millis", transfer.millis());
        json.writeEndObject();
    }

    private static void texts(JsonGenerator json, String field, SortedMap<String, String> texts) throws IOException {
        json.writeObjectFieldStart(field);
        for (Map.Entry<String, String> text : texts.entrySet()) {
            json.writeStringField(text.getKey(), text.getValue());
        }
        json.writeEndObject();
    }
}
