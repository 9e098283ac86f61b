package io.cfa.maven.host.release;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cfa.maven.host.release.Release.Outcome;
import io.cfa.maven.model.Digest;
import io.cfa.maven.model.ImageReference;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/** A release as a line of the log on the host: an object of JSON, to which later releases of this plugin may have added fields. */
public final class ReleaseLine {

    private static final ObjectMapper JSON = new ObjectMapper();

    private ReleaseLine() {}

    /** The line, without its end. */
    public static String write(Release release) {
        ObjectNode json = JSON.createObjectNode()
                .put("goal", release.goal())
                .put("revision", release.revision())
                .put("outcome", release.outcome().toString())
                .put("by", release.who())
                .put("at", release.when().toString())
                .put("seconds", release.took().toSeconds());
        release.pipeline().ifPresent(url -> json.put("pipeline", url));
        release.back().ifPresent(to -> json.put("back", to));
        release.bundle().ifPresent(hash -> json.put("bundle", hash.toString()));
        ObjectNode services = json.putObject("images");
        release.images().forEach((service, digest) -> services.put(service, digest.toString()));
        if (!release.infrastructure().isEmpty()) {
            ObjectNode others = json.putObject("infrastructure");
            release.infrastructure().forEach((service, image) -> others.put(service, image.toString()));
        }
        release.data().ifPresent(done -> done.writeTo(json.putObject("data")));
        return json.toString();
    }

    /** Reads a line; empty if it is none, as after a power cut in the middle of writing. */
    static Optional<Release> read(String line) {
        try {
            JsonNode json = JSON.readTree(line);
            return outcome(json)
                    .filter(outcome -> json.path("revision").isTextual())
                    .map(outcome -> new Release(
                            json.path("goal").asText(""),
                            json.path("revision").asText(),
                            each(json.path("images"), Digest::of),
                            each(json.path("infrastructure"), ImageReference::of),
                            json.path("by").asText(""),
                            text(json, "pipeline"),
                            Instant.parse(json.path("at").asText()),
                            Duration.ofSeconds(json.path("seconds").asLong()),
                            outcome,
                            text(json, "back"),
                            text(json, "bundle").map(Digest::of),
                            Optional.of(json.path("data"))
                                    .filter(JsonNode::isObject)
                                    .map(ReleaseData::of)));
        } catch (JsonProcessingException | IllegalArgumentException | DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Optional<Outcome> outcome(JsonNode json) {
        return Stream.of(Outcome.values())
                .filter(each -> each.toString().equals(json.path("outcome").asText()))
                .findFirst();
    }

    private static <T> SortedMap<String, T> each(JsonNode services, Function<String, T> reading) {
        SortedMap<String, T> all = new TreeMap<>();
        for (Map.Entry<String, JsonNode> service : services.properties()) {
            all.put(service.getKey(), reading.apply(service.getValue().asText()));
        }
        return all;
    }

    private static Optional<String> text(JsonNode json, String field) {
        return Optional.of(json.path(field).asText("")).filter(text -> !text.isEmpty());
    }
}
