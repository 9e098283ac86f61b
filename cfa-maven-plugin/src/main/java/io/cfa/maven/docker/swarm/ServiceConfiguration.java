package io.cfa.maven.docker.swarm;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cfa.maven.model.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How a service is configured in a swarm: a hash of each part of its specification, so that two moments can be compared and it can be said in what they differ. What a
 * {@code docker service update --force} counts up, and labels of ours, are no configuration.
 *
 * @param parts the first 12 digits of the SHA-256 of each part's JSON, by the part's name
 */
public record ServiceConfiguration(SortedMap<String, String> parts) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final ObjectMapper SORTED =
            new ObjectMapper().configure(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS, true);
    private static final String OURS = "io.cfa.";
    private static final int DIGITS = 12;

    /** Copies. */
    public ServiceConfiguration {
        parts = Collections.unmodifiableSortedMap(new TreeMap<>(parts));
    }

    /** Of {@code .Spec} of {@code docker service inspect}. */
    static ServiceConfiguration of(JsonNode spec) {
        ObjectNode rest = spec.isObject() ? spec.deepCopy() : JSON.createObjectNode();
        ObjectNode task = object(rest.remove("TaskTemplate"));
        ObjectNode container = object(task.remove("ContainerSpec"));
        ObjectNode labels = object(rest.get("Labels"));
        task.remove("ForceUpdate");
        labels.remove(labels.properties().stream()
                .map(Map.Entry::getKey)
                .filter(name -> name.startsWith(OURS))
                .toList());
        SortedMap<String, String> parts = new TreeMap<>();
        parts.put("image", hash(container.remove("Image")));
        parts.put("environment", hash(container.remove("Env")));
        parts.put("resources", hash(task.remove("Resources")));
        parts.put("placement", hash(task.remove("Placement")));
        parts.put("networks", hash(task.remove("Networks")));
        parts.put("replicas", hash(rest.remove("Mode")));
        parts.put("ports", hash(rest.remove("EndpointSpec")));
        parts.put("container", hash(container));
        parts.put("update", hash(rest.remove("UpdateConfig")));
        parts.put("other", hash(JSON.createArrayNode().add(task).add(rest)));
        return new ServiceConfiguration(parts);
    }

    private static ObjectNode object(JsonNode json) {
        return json instanceof ObjectNode object ? object : JSON.createObjectNode();
    }

    private static String hash(JsonNode part) {
        try {
            // as maps, which are written in the order of their keys
            String text = SORTED.writeValueAsString(JSON.convertValue(part, Object.class));
            return Sha256.hex(Sha256.of(text.getBytes(StandardCharsets.UTF_8))).substring(0, DIGITS);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The parts in which another one differs. */
    public List<String> differences(ServiceConfiguration other) {
        return parts.keySet().stream()
                .filter(part -> !parts.get(part).equals(other.parts.get(part)))
                .toList();
    }

    /** Those of services, as a text. */
    public static String text(Map<String, ServiceConfiguration> services) {
        SortedMap<String, SortedMap<String, String>> all = new TreeMap<>();
        services.forEach((service, configuration) -> all.put(service, configuration.parts()));
        try {
            return JSON.writeValueAsString(all);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** By service; none of a text that is no such. */
    public static Map<String, ServiceConfiguration> parse(String text) {
        Map<String, ServiceConfiguration> all = new TreeMap<>();
        try {
            for (Map.Entry<String, JsonNode> service : JSON.readTree(text).properties()) {
                SortedMap<String, String> parts = new TreeMap<>();
                service.getValue()
                        .properties()
                        .forEach(
                                part -> parts.put(part.getKey(), part.getValue().asText()));
                all.put(service.getKey(), new ServiceConfiguration(parts));
            }
            return all;
        } catch (JsonProcessingException e) {
            return Map.of();
        }
    }
}
