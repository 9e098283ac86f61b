package io.cfa.maven.docker.swarm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes networks, volumes, secrets and configs as a stack has them. */
final class StackTopLevel {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final StackInputs inputs;
    private final StackFindings findings;

    StackTopLevel(StackInputs inputs, StackFindings findings) {
        this.inputs = inputs;
        this.findings = findings;
    }

    /** They go over all nodes; a container that asks from inside may be put on them. */
    ObjectNode networks(JsonNode networks) {
        ObjectNode stack = JSON.createObjectNode();
        for (Map.Entry<String, JsonNode> each : networks.properties()) {
            ObjectNode network = copied(each.getValue());
            String driver = network.path("driver").asText("bridge");
            if (!network.path("external").asBoolean()) {
                if (!List.of("bridge", "overlay").contains(driver)) {
                    findings.lost(
                            "networks." + each.getKey(),
                            "the driver " + driver + ", which does not go over several nodes",
                            "remove the driver");
                }
                network.put("driver", "overlay").put("attachable", true);
            }
            stack.set(each.getKey(), network);
        }
        return stack;
    }

    Optional<ObjectNode> volumes(JsonNode volumes) {
        ObjectNode stack = JSON.createObjectNode();
        volumes.properties().forEach(each -> stack.set(each.getKey(), copied(each.getValue())));
        return Optional.of(stack).filter(all -> !all.isEmpty());
    }

    /** Each version of a secret is a secret of its own in the swarm, as none can be changed. */
    Optional<ObjectNode> secrets(JsonNode secrets) {
        ObjectNode stack = JSON.createObjectNode();
        for (Map.Entry<String, JsonNode> each : secrets.properties()) {
            Optional<String> version = Optional.ofNullable(inputs.secrets().get(each.getKey()));
            if (each.getValue().path("external").asBoolean()) {
                stack.set(each.getKey(), copied(each.getValue()));
            } else if (version.isPresent()) {
                stack.putObject(each.getKey()).put("external", true).put("name", version.get());
            } else if (each.getValue().has("file")) {
                findings.lost(
                        "secrets." + each.getKey(),
                        "the swarm has no version of it, and this manager no file",
                        "make it with cfa:sync at the manager that has the directory of secrets");
            } else {
                findings.lost(
                        "secrets." + each.getKey(),
                        "it is no file, and a stack refuses what is none",
                        "write file: ./secrets/" + each.getKey());
            }
        }
        return Optional.of(stack).filter(all -> !all.isEmpty());
    }

    /** A config's file is brought by its content, as a mounted file is. */
    ObjectNode configs(JsonNode configs) {
        ObjectNode stack = JSON.createObjectNode();
        for (Map.Entry<String, JsonNode> each : configs.properties()) {
            if (each.getValue().path("external").asBoolean()) {
                stack.set(each.getKey(), copied(each.getValue()));
            } else if (!each.getValue().has("file")) {
                findings.lost(
                        "configs." + each.getKey(),
                        "it is no file, and a stack refuses what is none",
                        "write the content into a file of the bundle, and its path here");
            }
        }
        return stack;
    }

    private static ObjectNode copied(JsonNode node) {
        ObjectNode copy = node.isObject() ? node.deepCopy() : JSON.createObjectNode();
        if (copy.path("ipam").isEmpty()) {
            copy.remove("ipam");
        }
        return copy;
    }
}
