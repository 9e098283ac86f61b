package io.cfa.maven.docker.stack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cfa.maven.model.compose.StackExtensions.Placement;
import io.cfa.maven.model.compose.StackSupport;
import java.util.List;
import java.util.Map;

/** Writes one service as a stack has it. */
final class StackService {

    /** So seldom at least a container is asked while it starts. */
    private static final String START_INTERVAL = "5s";

    private static final String QUICK = "[0-4](\\.[0-9]+)?s|[0-9]+(ms|us|ns)";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final String name;
    private final StackInputs inputs;
    private final StackConfigs files;
    private final StackFindings findings;

    StackService(String name, StackInputs inputs, StackConfigs files, StackFindings findings) {
        this.name = name;
        this.inputs = inputs;
        this.files = files;
        this.findings = findings;
    }

    ObjectNode of(JsonNode service, JsonNode compose) {
        Placement placement = inputs.extensions().of(name);
        ObjectNode stack = JSON.createObjectNode();
        for (Map.Entry<String, JsonNode> entry : service.properties()) {
            String key = entry.getKey();
            JsonNode value = entry.getValue();
            if (!value.isNull() && !isEmpty(value)) {
                switch (StackSupport.of(key)) {
                    case TAKEN -> stack.set(key, value.deepCopy());
                    case LOST ->
                        findings.lost(
                                name, key + ", which a stack refuses, passes over or drops", StackSupport.next(key));
                    default -> {
                        // written below, or left out
                    }
                }
            }
        }
        stack.put(
                "image",
                inputs.images().getOrDefault(name, service.path("image").asText()));
        extraHosts(stack);
        environment(service.path("environment"));
        securityOptions(service.path("security_opt"));
        healthCheck(service.path("healthcheck"), placement, stack);
        networks(service.path("networks"), stack);
        ArrayNode configs = configs(service.path("configs"), compose.path("configs"));
        StackMounts mounts = new StackMounts(name, placement, files, findings);
        ArrayNode volumes = mounts.of(service, configs);
        if (!volumes.isEmpty()) {
            stack.set("volumes", volumes);
        }
        if (!configs.isEmpty()) {
            stack.set("configs", configs);
        }
        if (!isEmpty(service.path("secrets"))) {
            stack.set("secrets", service.path("secrets").deepCopy());
        }
        ArrayNode ports = new StackPorts(name, placement, findings).of(service.path("ports"));
        if (!ports.isEmpty()) {
            stack.set("ports", ports);
        }
        boolean alone = !ports.isEmpty() || mounts.keepsData();
        stack.set("deploy", new StackDeployment(name, placement, inputs, findings).of(service, alone));
        return stack;
    }

    /** Newer versions of Compose print {@code host=address}, which a stack does not read. */
    private static void extraHosts(ObjectNode stack) {
        if (stack.path("extra_hosts").isArray()) {
            ArrayNode hosts = JSON.createArrayNode();
            stack.path("extra_hosts").forEach(host -> hosts.add(host.asText().replaceFirst("^([^=:]+)=", "$1:")));
            stack.set("extra_hosts", hosts);
        }
    }

    private void environment(JsonNode environment) {
        environment.properties().stream()
                .filter(variable -> variable.getValue().isNull())
                .forEach(variable -> findings.lost(
                        name,
                        "the variable " + variable.getKey() + " without a value, which a stack takes from this machine",
                        "give it a value"));
    }

    private void securityOptions(JsonNode options) {
        options.forEach(option -> {
            if (!StackSupport.isOfEachNode(option.asText())) {
                findings.lost(
                        name,
                        "security_opt " + option.asText() + ", which a stack passes over",
                        "remove it; the engine of each node may be told no-new-privileges for all of its containers");
            }
        });
        if (!options.isEmpty()) {
            findings.note(
                    "no-new-privileges is each node's own setting: \"no-new-privileges\": true in its daemon.json");
        }
    }

    /**
     * Swarm ends what is unhealthy: who was ready once is asked whether it lives, so that nobody is ended because its database is away. And it starts what a node that goes away had all at once:
     * each check is a process, and checks each second of ten containers that start leave two cores no time to start them, until Swarm ends all of them.
     */
    private void healthCheck(JsonNode check, Placement placement, ObjectNode stack) {
        if (isEmpty(check)) {
            return;
        }
        ObjectNode copy = check.deepCopy();
        if (placement.live().isPresent()) {
            List<JsonNode> test = List.copyOf(JSON.convertValue(
                    check.path("test"), JSON.getTypeFactory().constructCollectionType(List.class, JsonNode.class)));
            String script = test.isEmpty() ? "" : test.get(test.size() - 1).asText();
            if (!script.contains("/health/ready")) {
                findings.lost(
                        name,
                        "x-cfa live: " + placement.live().get() + ", and its health check does not ask /health/ready",
                        "ask /health/ready in the last word of the check, or remove live");
                return;
            }
            String live = script.replace("/health/ready", placement.live().get());
            ArrayNode words = JSON.createArrayNode();
            test.subList(0, test.size() - 1).forEach(words::add);
            words.add("if [ -e /tmp/cfa-was-ready ]; then " + live + "\nelse (" + script
                    + "\n) && : >/tmp/cfa-was-ready; fi");
            copy.set("test", words);
        }
        if (copy.path("start_interval").asText().matches(QUICK)) {
            copy.put("start_interval", START_INTERVAL);
        }
        stack.set("healthcheck", copy);
    }

    private void networks(JsonNode networks, ObjectNode stack) {
        for (Map.Entry<String, JsonNode> network : networks.properties()) {
            for (Map.Entry<String, JsonNode> option : network.getValue().properties()) {
                if (!option.getKey().equals("aliases") && !option.getValue().isNull()) {
                    findings.lost(
                            name,
                            option.getKey() + " on the network " + network.getKey() + ", which tasks do not have",
                            "remove it, and call the service by its name");
                }
            }
        }
        if (!isEmpty(networks)) {
            stack.set("networks", networks.deepCopy());
        }
    }

    private ArrayNode configs(JsonNode configs, JsonNode all) {
        ArrayNode stack = JSON.createArrayNode();
        for (JsonNode each : configs) {
            ObjectNode config = each.deepCopy();
            String path = all.path(each.path("source").asText()).path("file").asText();
            if (!path.isEmpty()) {
                inputs.file(path)
                        .ifPresentOrElse(
                                file -> config.put("source", files.use(file)),
                                () -> findings.lost(
                                        name,
                                        "the config " + each.path("source").asText() + ": no file " + path
                                                + " on the manager",
                                        "bring the bundle to this manager with cfa:sync"));
            }
            stack.add(config);
        }
        return stack;
    }

    static boolean isEmpty(JsonNode value) {
        return value.isMissingNode() || value.isNull() || value.isContainerNode() && value.isEmpty();
    }
}
