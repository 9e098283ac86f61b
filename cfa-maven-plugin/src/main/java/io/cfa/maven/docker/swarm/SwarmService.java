package io.cfa.maven.docker.swarm;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;

/**
 * A service of a stack, as {@code docker service inspect} shows it.
 *
 * @param id        its ID
 * @param name      as the compose file has it
 * @param replicas  how many tasks it shall have; negative where it has one on each node
 * @param update    the swarm's word for its last update: updating, paused, completed, rollback_…; empty before the first
 * @param message   what the swarm says of the update
 * @param container what its containers shall be made of, as the engine prints it
 * @param labels    of the service
 * @param configuration how it is configured, for comparisons
 */
public record SwarmService(
        String id,
        String name,
        int replicas,
        String update,
        String message,
        JsonNode container,
        Map<String, String> labels,
        ServiceConfiguration configuration) {

    /** Copies. */
    public SwarmService {
        labels = Map.copyOf(labels);
    }

    /** Whether it has a task on each node. */
    public boolean isOnEachNode() {
        return replicas < 0;
    }

    /** Whether Swarm gave its update up, and does nothing about it any more. */
    public boolean hasFailed() {
        return update.equals("paused") || update.startsWith("rollback") && !isGoingBack();
    }

    /** Whether Swarm replaces tasks of it now. */
    public boolean isUpdating() {
        return update.equals("updating") || isGoingBack();
    }

    /** Whether Swarm takes its update back now: who deploys in the middle of that is left with tasks too many. */
    private boolean isGoingBack() {
        return update.equals("rollback_started");
    }

    static SwarmService of(JsonNode json, String project) {
        JsonNode spec = json.path("Spec");
        Map<String, String> labels = new HashMap<>();
        spec.path("Labels")
                .properties()
                .forEach(label -> labels.put(label.getKey(), label.getValue().asText()));
        return new SwarmService(
                json.path("ID").asText(),
                spec.path("Name").asText().replaceFirst("^\\Q" + project + "_\\E", ""),
                spec.path("Mode").has("Global")
                        ? -1
                        : spec.at("/Mode/Replicated/Replicas").asInt(),
                json.at("/UpdateStatus/State").asText(""),
                json.at("/UpdateStatus/Message").asText(""),
                spec.at("/TaskTemplate/ContainerSpec"),
                labels,
                ServiceConfiguration.of(spec));
    }
}
