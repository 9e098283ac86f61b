package io.cfa.maven.docker.swarm;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cfa.maven.docker.Query;
import io.cfa.maven.remote.Command;

/**
 * What an engine is in a swarm, as {@code docker info} says it.
 *
 * @param node     its ID there; empty where it is in none
 * @param manager  whether it is a manager that can change something
 * @param error    what keeps it from that, such as a lost quorum; empty where nothing does
 * @param cluster  the swarm's ID; empty where it is not known
 */
public record SwarmInfo(String node, boolean manager, String error, String cluster) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Asks an engine. */
    public static Query<SwarmInfo> query() {
        return new Query<>(Command.of("docker", "info", "--format", "{{json .Swarm}}"), SwarmInfo::parse);
    }

    private static SwarmInfo parse(String output) {
        try {
            JsonNode json = JSON.readTree(output);
            if (json == null || !json.isObject()) {
                throw new IllegalStateException("docker info printed no JSON");
            }
            return new SwarmInfo(
                    json.path("NodeID").asText(""),
                    json.path("ControlAvailable").asBoolean(),
                    json.path("Error").asText(""),
                    json.at("/Cluster/ID").asText(""));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("docker info printed no JSON: " + e.getOriginalMessage(), e);
        }
    }
}
