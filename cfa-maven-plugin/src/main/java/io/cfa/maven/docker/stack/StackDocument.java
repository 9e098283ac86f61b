package io.cfa.maven.docker.stack;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cfa.maven.model.Sha256;
import io.cfa.maven.model.compose.StackSupport;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * What {@code docker stack deploy -c -} reads, made from what {@code docker compose config --format json} prints: everything that a stack would refuse,
 * pass over or drop is written in the stack's own way, or is in the list of what would be lost.
 *
 * @param project the name of the stack
 * @param json    the document; dollars are doubled in it, as in Compose's, because a stack replaces variables too
 * @param configs by the swarm's name of a config, the file that it is made from
 * @param lost    what a stack has no way for; nothing may be deployed unless this is empty
 * @param notes   what is otherwise than on one host, and wanted
 */
public record StackDocument(
        String project,
        ObjectNode json,
        Map<String, MountedFile> configs,
        List<LostConstruct> lost,
        List<String> notes) {

    /** On each service, where it changes no task: a hash of what the document says of it, without labels of ours. */
    private static final String CONTENT = "io.cfa.content";

    private static final String OURS = "io.cfa.";
    private static final int DIGITS = 12;

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Of a swarm's config. Source: swarmkit, {@code MaxConfigSize}; 1 000 kB from Docker 24 on. */
    private static final int LARGEST = 500 * 1024;

    /** Copies. */
    public StackDocument {
        configs = Map.copyOf(configs);
        lost = List.copyOf(lost);
        notes = List.copyOf(notes);
    }

    /**
     * Makes the document.
     *
     * @param config what {@code docker compose config --format json} printed
     * @throws IllegalStateException if that is none
     */
    public static StackDocument of(String config, StackInputs inputs) {
        JsonNode compose = parse(config);
        StackFindings findings = new StackFindings();
        String project = compose.path("name").asText();
        StackConfigs files = new StackConfigs(project, inputs, findings);
        ObjectNode stack = JSON.createObjectNode();
        ObjectNode services = stack.putObject("services");
        StackTopLevel top = new StackTopLevel(inputs, findings);
        for (Map.Entry<String, JsonNode> service : compose.path("services").properties()) {
            services.set(
                    service.getKey(),
                    marked(new StackService(service.getKey(), inputs, files, findings)
                            .of(service.getValue(), compose)));
        }
        stack.set("networks", top.networks(compose.path("networks")));
        top.volumes(compose.path("volumes")).ifPresent(volumes -> stack.set("volumes", volumes));
        top.secrets(compose.path("secrets")).ifPresent(secrets -> stack.set("secrets", secrets));
        ObjectNode configs = top.configs(compose.path("configs"));
        files.writeTo(configs);
        if (!configs.isEmpty()) {
            stack.set("configs", configs);
        }
        for (String key : new TreeSet<>(keys(compose))) {
            if (!List.of("name", "version", "services", "networks", "volumes", "secrets", "configs")
                            .contains(key)
                    && !key.startsWith("x-")) {
                findings.lost(key, "a stack does not know the top-level " + key, StackSupport.next(key));
            }
        }
        files.used().values().stream()
                .filter(file -> file.bytes() > LARGEST)
                .forEach(file -> findings.lost(
                        file.path(),
                        file.bytes() + " bytes, and a swarm's config has at most " + LARGEST,
                        "make it smaller, or put it into an image"));
        return new StackDocument(project, stack, files.used(), findings.lost(), findings.notes());
    }

    private static ObjectNode marked(ObjectNode service) {
        ObjectNode content = service.deepCopy();
        ObjectNode labels = (ObjectNode) content.at("/deploy/labels");
        labels.remove(
                keys(labels).stream().filter(name -> name.startsWith(OURS)).toList());
        ((ObjectNode) service.at("/deploy/labels"))
                .put(
                        CONTENT,
                        Sha256.hex(Sha256.of(content.toString().getBytes(StandardCharsets.UTF_8)))
                                .substring(0, DIGITS));
        return service;
    }

    /** The names of its services, in the file's order. */
    public List<String> services() {
        return keys(json.path("services"));
    }

    /** The same with these of its services alone: what the engine is not told of, it leaves as it is, unless it is told to prune. */
    public StackDocument only(Collection<String> names) {
        ObjectNode part = json.deepCopy();
        ((ObjectNode) part.path("services")).retain(names);
        return new StackDocument(project, part, configs, lost, notes);
    }

    /** Whether a service that has these labels was deployed with what this document says of it. */
    public boolean isOf(String service, Map<String, String> labels) {
        JsonNode content =
                json.path("services").path(service).at("/deploy/labels").path(CONTENT);
        return content.asText("").equals(labels.getOrDefault(CONTENT, "-"));
    }

    /** As it is handed to the engine. */
    public String text() {
        return json.toString();
    }

    /** As it is shown to a person: the same document, a line for each part. */
    public List<String> lines() {
        return json.toPrettyString().lines().toList();
    }

    /** What is mounted from the manager's own disk beneath its bundle: what each node must get in another way. */
    public static List<String> mountedPaths(String config, String directory) {
        JsonNode compose = parse(config);
        TreeSet<String> paths = new TreeSet<>();
        compose.path("services").forEach(service -> service.path("volumes").forEach(volume -> {
            if (volume.path("type").asText().equals("bind")) {
                paths.add(volume.path("source").asText());
            }
        }));
        compose.path("configs").forEach(file -> paths.add(file.path("file").asText()));
        paths.removeIf(path -> !path.startsWith(directory + "/"));
        return List.copyOf(paths);
    }

    private static List<String> keys(JsonNode node) {
        return node.properties().stream().map(Map.Entry::getKey).toList();
    }

    private static JsonNode parse(String config) {
        try {
            JsonNode compose = JSON.readTree(config);
            if (!compose.path("services").isObject()
                    || compose.path("name").asText().isEmpty()) {
                throw new IllegalStateException("docker compose config printed no services");
            }
            return compose;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("docker compose config printed no JSON: " + e.getOriginalMessage(), e);
        }
    }
}
