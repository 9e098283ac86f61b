package io.cfa.maven.docker.swarm;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;

/**
 * A node of a swarm, as {@code docker node inspect} shows it.
 *
 * @param id           its ID in the swarm
 * @param name         its host name
 * @param address      by which the others know it
 * @param state        the swarm's word: ready, down, unknown, disconnected
 * @param availability active, pause or drain
 * @param manager      leader, reachable or unreachable of a manager; empty of a worker
 * @param engine       the engine's version
 * @param labels       those that placement asks for
 */
public record SwarmNode(
        String id,
        String name,
        String address,
        String state,
        String availability,
        String manager,
        String engine,
        Map<String, String> labels) {

    /** Copies. */
    public SwarmNode {
        labels = Map.copyOf(labels);
    }

    /** Whether it is up, as far as the managers know. */
    public boolean isUp() {
        return state.equals("ready");
    }

    /** Whether a task may be placed there. */
    public boolean takesTasks() {
        return isUp() && availability.equals("active");
    }

    static SwarmNode of(JsonNode json) {
        JsonNode manager = json.path("ManagerStatus");
        Map<String, String> labels = new HashMap<>();
        json.at("/Spec/Labels")
                .properties()
                .forEach(label -> labels.put(label.getKey(), label.getValue().asText()));
        return new SwarmNode(
                json.path("ID").asText(),
                json.at("/Description/Hostname").asText(),
                address(manager.path("Addr").asText(""), json.at("/Status/Addr").asText("")),
                json.at("/Status/State").asText(),
                json.at("/Spec/Availability").asText(),
                manager.path("Leader").asBoolean()
                        ? "leader"
                        : manager.path("Reachability").asText(""),
                json.at("/Description/Engine/EngineVersion").asText(),
                labels);
    }

    /** A leader may know itself as 0.0.0.0; what managers have for each other is with a port. */
    private static String address(String manager, String node) {
        return manager.isEmpty() ? node : manager.replaceFirst(":[0-9]+$", "").replaceAll("[\\[\\]]", "");
    }
}
