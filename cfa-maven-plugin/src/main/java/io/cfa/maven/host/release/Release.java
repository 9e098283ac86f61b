package io.cfa.maven.host.release;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cfa.maven.model.Digest;
import io.cfa.maven.model.ImageReference;
import io.cfa.maven.model.Service;
import io.cfa.maven.model.Stack;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One attempt to bring a release onto a host: a line of its release log.
 *
 * @param goal     {@code cfa:rollout} or {@code cfa:rollback}
 * @param revision the commit
 * @param images   the manifest digest of each service
 * @param infrastructure what each other service ran, as a reference with tag and digest
 * @param who      the user
 * @param pipeline the pipeline's URL, if there was one
 * @param when     the begin
 * @param took     to the end, whatever that was
 * @param outcome  how it ended
 * @param back     the commit of the release that the host was rolled back to, or was to be
 * @param bundle   the hash of the host's compose and env
 * @param data     what it did to data, where it changed a schema
 */
public record Release(
        String goal,
        String revision,
        SortedMap<String, Digest> images,
        SortedMap<String, ImageReference> infrastructure,
        String who,
        Optional<String> pipeline,
        Instant when,
        Duration took,
        Outcome outcome,
        Optional<String> back,
        Optional<Digest> bundle,
        Optional<ReleaseData> data) {

    /** The goal that brings a release. */
    public static final String ROLLOUT = "cfa:rollout";

    /** The goal that brings an earlier one back. */
    public static final String ROLLBACK = "cfa:rollback";

    private static final ObjectMapper JSON = new ObjectMapper();

    /** How an attempt ended. */
    public enum Outcome {
        /** It runs and was verified. */
        VERIFIED("verified"),
        /** Nothing was replaced. */
        ABORTED("failed, nothing was replaced"),
        /** It failed, and its containers were left. */
        FAILED("failed"),
        /** It failed; the release before runs again and was verified. */
        ROLLED_BACK("failed, rolled back"),
        /** It failed, and so did the rollback. */
        ROLLBACK_FAILED("failed, rollback failed"),
        /** It was killed, or cut off for good: the next one wrote this. */
        ABANDONED("ended without a word");

        private final String text;

        Outcome(String text) {
            this.text = text;
        }

        @Override
        public String toString() {
            return text;
        }
    }

    /** One that changed no schema. */
    public Release(
            String goal,
            String revision,
            SortedMap<String, Digest> images,
            SortedMap<String, ImageReference> infrastructure,
            String who,
            Optional<String> pipeline,
            Instant when,
            Duration took,
            Outcome outcome,
            Optional<String> back,
            Optional<Digest> bundle) {
        this(
                goal,
                revision,
                images,
                infrastructure,
                who,
                pipeline,
                when,
                took,
                outcome,
                back,
                bundle,
                Optional.empty());
    }

    /** Copies. */
    public Release {
        images = Collections.unmodifiableSortedMap(new TreeMap<>(images));
        infrastructure = Collections.unmodifiableSortedMap(new TreeMap<>(infrastructure));
    }

    /** Whether another release runs the same, as far as both say it; the log of before said nothing of the infrastructure. */
    public boolean runsTheSameAs(Release other) {
        return images.equals(other.images)
                && (infrastructure.isEmpty()
                        || other.infrastructure.isEmpty()
                        || infrastructure.equals(other.infrastructure));
    }

    /** The same with another infrastructure. */
    public Release with(Map<String, ImageReference> other) {
        return new Release(
                goal, revision, images, new TreeMap<>(other), who, pipeline, when, took, outcome, back, bundle, data);
    }

    /** The digest of each service of the infrastructure that a stack still runs by the tag that it had. */
    public Map<String, Digest> infrastructure(Stack stack) {
        Map<String, Digest> digests = new TreeMap<>();
        for (Service service : stack.services()) {
            Optional.ofNullable(infrastructure.get(service.name()))
                    .filter(image -> image.tag()
                            .map(image::withTag)
                            .filter(service.image()::equals)
                            .isPresent())
                    .flatMap(ImageReference::digest)
                    .ifPresent(digest -> digests.put(service.name(), digest));
        }
        return digests;
    }

    /** The same, of which it is known what it did to data. */
    public Release with(Optional<ReleaseData> done) {
        return new Release(
                goal, revision, images, infrastructure, who, pipeline, when, took, outcome, back, bundle, done);
    }

    /** Whether it ran and was found in order. */
    public boolean isVerified() {
        return outcome == Outcome.VERIFIED;
    }

    /** In a line: {@code 2026-11-24T08:00:00Z  1a2b3c4d  verified in 48 s  cfa:rollout by anna  https://…}. */
    public String describe() {
        return when + "  " + revision + "  " + outcome
                + back.map(to -> " to " + to).orElse("")
                + (outcome == Outcome.ABANDONED ? "" : " in " + took.toSeconds() + " s") + "  " + goal + " by " + who
                + pipeline.map(url -> "  " + url).orElse("")
                + data.map(done -> "  schema changed, "
                                + (done.imagesAloneGoBack()
                                        ? "readable by the one before"
                                        : "not readable by the one before")
                                + ", dump " + done.dump())
                        .orElse("");
    }

    public String toJson() {
        ObjectNode json = JSON.createObjectNode()
                .put("goal", goal)
                .put("revision", revision)
                .put("outcome", outcome.toString())
                .put("by", who)
                .put("at", when.toString())
                .put("seconds", took.toSeconds());
        pipeline.ifPresent(url -> json.put("pipeline", url));
        back.ifPresent(to -> json.put("back", to));
        bundle.ifPresent(hash -> json.put("bundle", hash.toString()));
        ObjectNode services = json.putObject("images");
        images.forEach((service, digest) -> services.put(service, digest.toString()));
        if (!infrastructure.isEmpty()) {
            ObjectNode others = json.putObject("infrastructure");
            infrastructure.forEach((service, image) -> others.put(service, image.toString()));
        }
        data.ifPresent(done -> done.writeTo(json.putObject("data")));
        return json.toString();
    }

    /** Reads a line; empty if it is none, as after a power cut in the middle of writing. */
    static Optional<Release> of(String line) {
        try {
            JsonNode json = JSON.readTree(line);
            SortedMap<String, Digest> images = new TreeMap<>();
            for (Map.Entry<String, JsonNode> image : json.path("images").properties()) {
                images.put(image.getKey(), Digest.of(image.getValue().asText()));
            }
            SortedMap<String, ImageReference> infrastructure = new TreeMap<>();
            for (Map.Entry<String, JsonNode> image : json.path("infrastructure").properties()) {
                infrastructure.put(
                        image.getKey(), ImageReference.of(image.getValue().asText()));
            }
            Outcome outcome = null;
            for (Outcome each : Outcome.values()) {
                outcome = each.toString().equals(json.path("outcome").asText()) ? each : outcome;
            }
            if (outcome == null || !json.path("revision").isTextual()) {
                return Optional.empty();
            }
            return Optional.of(new Release(
                    json.path("goal").asText(""),
                    json.path("revision").asText(),
                    images,
                    infrastructure,
                    json.path("by").asText(""),
                    text(json, "pipeline"),
                    Instant.parse(json.path("at").asText()),
                    Duration.ofSeconds(json.path("seconds").asLong()),
                    outcome,
                    text(json, "back"),
                    text(json, "bundle").map(Digest::of),
                    json.path("data").isObject() ? Optional.of(ReleaseData.of(json.path("data"))) : Optional.empty()));
        } catch (JsonProcessingException | IllegalArgumentException | DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> text(JsonNode json, String field) {
        return Optional.of(json.path(field).asText("")).filter(text -> !text.isEmpty());
    }
}
