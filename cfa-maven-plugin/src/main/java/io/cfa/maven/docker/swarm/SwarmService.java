package io.cfa.maven.docker.swarm;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A service of a stack, as {@code docker service inspect} shows it.
 *
 * @param id        its ID
 * @param name      as the compose file has it
 * @param replicas  how many tasks it shall have; negative where it has one on each node
 * @param update    the swarm's word for its last update: updating, paused, completed, rollback_…; empty before the first
 * @param message   what the swarm says of the update
 * @param container what its containers shall be made of, as the engine prints it
 * @param networks  the IDs of those that its tasks are on
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
        List<String> networks,
        Map<String, String> labels,
        ServiceConfiguration configuration) {

    /** Copies. */
    public SwarmService {
        networks = List.copyOf(networks);
        labels = Map.copyOf(labels);
    }

    /** Whether it has a task on each node. */
    public boolean isOnEachNode() {
        return replicas < 0;
    }

    /** The variables of its containers; of those that stand there twice the last, as the engine has it. */
    public Map<String, String> environment() {
        Map<String, String> variables = new TreeMap<>();
        container.path("Env").forEach(line -> {
            String[] parts = line.asText().split("=", 2);
            variables.put(parts[0], parts.length == 2 ? parts[1] : "");
        });
        return variables;
    }

    /** By the name of its file below {@code /run/secrets}, the swarm's name of each secret; of a short {@code secrets: [NAME]} a stack keeps the whole path. */
    public Map<String, String> secrets() {
        Map<String, String> secrets = new TreeMap<>();
        container
                .path("Secrets")
                .forEach(secret -> secrets.put(
                        secret.at("/File/Name").asText().replaceFirst("^/run/secrets/", ""),
                        secret.path("SecretName").asText()));
        return secrets;
    }

    /** The image that it shall run, as {@code repository@sha256:…}. */
    public String image() {
        return container.path("Image").asText();
    }

    /** What its containers are started with: the entry point and the arguments, a word a line. */
    public String command() {
        StringBuilder words = new StringBuilder();
        container.path("Command").forEach(word -> words.append(word.asText()).append('\n'));
        container.path("Args").forEach(word -> words.append(word.asText()).append('\n'));
        return words.toString();
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
        List<String> networks = new ArrayList<>();
        spec.at("/TaskTemplate/Networks")
                .forEach(network -> networks.add(network.path("Target").asText()));
        return new SwarmService(
                json.path("ID").asText(),
                spec.path("Name").asText().replaceFirst("^\\Q" + project + "_\\E", ""),
                spec.path("Mode").has("Global")
                        ? -1
                        : spec.at("/Mode/Replicated/Replicas").asInt(),
                json.at("/UpdateStatus/State").asText(""),
                json.at("/UpdateStatus/Message").asText(""),
                spec.at("/TaskTemplate/ContainerSpec"),
                networks,
                labels,
                ServiceConfiguration.of(spec));
    }
}
