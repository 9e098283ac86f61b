package io.cfa.maven.host.release;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cfa.maven.model.Digest;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a release did to data, and how it was tried before.
 *
 * @param dump      the directory below {@code .cfa/dumps} with a dump of each database from before
 * @param rehearsed what the rehearsal showed of each service
 */
public record ReleaseData(String dump, SortedMap<String, Rehearsed> rehearsed) {

    private static final String NAME = "[0-9]{8}T[0-9]{6}Z";

    /**
     * What was seen of a service on a copy of its database.
     *
     * @param from    the manifest digest of what ran before
     * @param to      that of what was rolled out
     * @param schema  the SHA-256 of the label with the schema that the copy was brought to
     * @param lives   whether the one before was ready on the migrated copy, and answered
     * @param seconds that the new one took to migrate the copy and be ready
     * @param why     it does not live with it; empty where it does
     */
    public record Rehearsed(Digest from, Digest to, Digest schema, boolean lives, long seconds, String why) {}

    /**
     * Checks and copies.
     *
     * @throws IllegalArgumentException if the dump is not called as dumps are
     */
    public ReleaseData {
        if (!dump.matches(NAME)) {
            throw new IllegalArgumentException("no dump is called " + dump);
        }
        rehearsed = Collections.unmodifiableSortedMap(new TreeMap<>(rehearsed));
    }

    /** Whether every service that it names could be put back by its image alone. */
    public boolean imagesAloneGoBack() {
        return rehearsed.values().stream().allMatch(Rehearsed::lives);
    }

    void writeTo(ObjectNode json) {
        json.put("dump", dump);
        ObjectNode services = json.putObject("rehearsed");
        rehearsed.forEach((service, seen) -> services.putObject(service)
                .put("from", seen.from().toString())
                .put("to", seen.to().toString())
                .put("schema", seen.schema().toString())
                .put("lives", seen.lives())
                .put("seconds", seen.seconds())
                .put("why", seen.why()));
    }

    static ReleaseData of(JsonNode json) {
        SortedMap<String, Rehearsed> rehearsed = new TreeMap<>();
        for (Map.Entry<String, JsonNode> each : json.path("rehearsed").properties()) {
            JsonNode seen = each.getValue();
            rehearsed.put(
                    each.getKey(),
                    new Rehearsed(
                            Digest.of(seen.path("from").asText()),
                            Digest.of(seen.path("to").asText()),
                            Digest.of(seen.path("schema").asText()),
                            seen.path("lives").asBoolean(),
                            seen.path("seconds").asLong(),
                            seen.path("why").asText()));
        }
        return new ReleaseData(json.path("dump").asText(), rehearsed);
    }
}
