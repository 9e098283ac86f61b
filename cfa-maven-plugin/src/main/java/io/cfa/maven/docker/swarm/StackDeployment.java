package io.cfa.maven.docker.swarm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cfa.maven.model.compose.StackExtensions.Placement;
import java.util.Map;

/** Writes how often and where a service runs, with how much memory, and how its tasks are replaced. */
final class StackDeployment {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final String service;
    private final Placement placement;
    private final StackInputs inputs;
    private final StackFindings findings;

    StackDeployment(String service, Placement placement, StackInputs inputs, StackFindings findings) {
        this.service = service;
        this.placement = placement;
        this.inputs = inputs;
        this.findings = findings;
    }

    /** What the file says itself under {@code deploy} wins, but for what {@code x-cfa} says. */
    ObjectNode of(JsonNode body, boolean alone) {
        ObjectNode deploy = body.path("deploy").isObject() ? body.path("deploy").deepCopy() : JSON.createObjectNode();
        replicas(deploy, body.path("scale").asInt(1));
        // names lead to the tasks themselves: an address before them needs IP_VS in the kernel, and so does the mesh of
        // entry ports
        absent(deploy, "endpoint_mode", "dnsrr");
        resources(deploy, body);
        if (!deploy.hasNonNull("restart_policy")) {
            deploy.set("restart_policy", restart(body.path("restart").asText("no")));
        }
        String order = alone ? "stop-first" : "start-first";
        update(deploy, "update_config", order).put("failure_action", "rollback");
        update(deploy, "rollback_config", order);
        placement.label().ifPresent(label -> {
            ObjectNode where = child(deploy, "placement");
            ArrayNode constraints = where.path("constraints").isArray()
                    ? (ArrayNode) where.path("constraints")
                    : where.putArray("constraints");
            constraints.add("node.labels." + label + " == true");
        });
        ObjectNode labels = child(deploy, "labels");
        inputs.labels().forEach(labels::put);
        return deploy;
    }

    private void replicas(ObjectNode deploy, int scale) {
        if (placement.eachNode()) {
            deploy.put("mode", "global").remove("replicas");
        } else if (deploy.path("mode").asText("replicated").equals("global")) {
            findings.lost(service, "deploy.mode global, which x-cfa does not know of", "write x-cfa: {nodes: each}");
        } else {
            int wanted = deploy.path("replicas").asInt(scale);
            deploy.put("mode", "replicated").put("replicas", placement.replicas() > 1 ? placement.replicas() : wanted);
        }
    }

    /** What is limited is reserved too, so that no node is given more than it has. */
    private static void resources(ObjectNode deploy, JsonNode body) {
        ObjectNode resources = child(deploy, "resources");
        ObjectNode limits = child(resources, "limits");
        if (body.hasNonNull("mem_limit")) {
            absent(limits, "memory", body.path("mem_limit").asText());
        }
        if (body.hasNonNull("cpus")) {
            absent(limits, "cpus", body.path("cpus").asText());
        }
        if (body.path("pids_limit").asLong() > 0 && !limits.hasNonNull("pids")) {
            limits.put("pids", body.path("pids_limit").asLong());
        }
        String reserved =
                body.path("mem_reservation").asText(limits.path("memory").asText(""));
        if (!reserved.isEmpty()) {
            absent(child(resources, "reservations"), "memory", reserved);
        }
        if (limits.isEmpty()) {
            resources.remove("limits");
        }
        if (resources.isEmpty()) {
            deploy.remove("resources");
        }
    }

    private ObjectNode restart(String policy) {
        ObjectNode restart = JSON.createObjectNode();
        String[] words = policy.split(":", 2);
        switch (words[0]) {
            case "always", "unless-stopped" -> restart.put("condition", "any").put("delay", "2s");
            case "on-failure" -> {
                restart.put("condition", "on-failure").put("delay", "2s");
                if (words.length == 2 && words[1].matches("[0-9]{1,9}")) {
                    restart.put("max_attempts", Integer.parseInt(words[1]));
                }
            }
            default -> restart.put("condition", "none");
        }
        return restart;
    }

    /** One task after the other; where the new one may run beside the old one, it does until it is ready. */
    private static ObjectNode update(ObjectNode deploy, String key, String order) {
        ObjectNode update = child(deploy, key);
        Map<String, String> usual = Map.of("order", order, "monitor", "5s");
        usual.forEach((name, value) -> absent(update, name, value));
        if (!update.hasNonNull("parallelism")) {
            update.put("parallelism", 1);
        }
        return update;
    }

    private static ObjectNode child(ObjectNode parent, String key) {
        return parent.path(key).isObject() ? (ObjectNode) parent.path(key) : parent.putObject(key);
    }

    private static void absent(ObjectNode node, String key, String value) {
        if (!node.hasNonNull(key)) {
            node.put(key, value);
        }
    }
}
