package io.cfa.maven.model.compose;

import io.cfa.maven.model.source.MalformedFileException;
import io.cfa.maven.model.source.YamlNode;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a compose file says under {@code x-cfa} for a stack of several nodes, and Compose itself has no word for.
 *
 * @param placements by service, in the file's order
 */
public record StackExtensions(Map<String, Placement> placements) {

    private static final Pattern REPLICAS = Pattern.compile("[1-9][0-9]{0,2}");
    private static final Pattern LABEL = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");
    private static final Pattern PATH = Pattern.compile("/[A-Za-z0-9/._~-]{1,200}");

    /** Copies. */
    public StackExtensions {
        placements = Collections.unmodifiableMap(new LinkedHashMap<>(placements));
    }

    /**
     * Where a service runs, and how often.
     *
     * @param replicas  how many tasks it has: {@code replicas: 2}; 1 where nothing is said
     * @param eachNode  whether it has a task on each node instead, where its ports enter: {@code nodes: each}
     * @param pin       the name of the node label {@code cfa.NAME=true} that its node must have: {@code pin: postgres}
     * @param live      the path that its health check asks once it was ready, in the place of {@code /health/ready}: {@code live: /health/live}
     */
    public record Placement(int replicas, boolean eachNode, Optional<String> pin, Optional<String> live) {

        /** One task, wherever there is room. */
        public static final Placement ANYWHERE = new Placement(1, false, Optional.empty(), Optional.empty());

        /** The label of a node that the service may run on, as a constraint names it. */
        public Optional<String> label() {
            return pin.map(name -> "cfa." + name);
        }
    }

    /**
     * Reads them.
     *
     * @throws MalformedFileException where one has another form
     */
    public static StackExtensions of(ComposeFile compose) {
        Map<String, Placement> placements = new LinkedHashMap<>();
        for (ComposeService service : compose.services()) {
            placements.put(
                    service.name(),
                    service.body().get("x-cfa").map(StackExtensions::placement).orElse(Placement.ANYWHERE));
        }
        return new StackExtensions(placements);
    }

    /** Where a service runs. */
    public Placement of(String service) {
        return placements.getOrDefault(service, Placement.ANYWHERE);
    }

    private static Placement placement(YamlNode said) {
        Placement placement = new Placement(
                said.get("replicas")
                        .map(node -> Integer.parseInt(text(node, REPLICAS, "replicas", "a number from 1 to 999")))
                        .orElse(1),
                said.get("nodes")
                        .map(node -> text(node, Pattern.compile("each"), "nodes", "each"))
                        .isPresent(),
                said.get("pin").map(node -> text(node, LABEL, "pin", "a name such as postgres: small letters")),
                said.get("live").map(node -> text(node, PATH, "live", "a path such as /health/live")));
        if (placement.eachNode() && said.get("replicas").isPresent()) {
            throw new MalformedFileException(
                    said.place(),
                    "x-cfa has nodes: each and replicas, and one task on each node is not a number of them; expected one"
                            + " of the two",
                    "remove the other");
        }
        return placement;
    }

    private static String text(YamlNode node, Pattern form, String key, String expected) {
        if (!form.matcher(node.text()).matches()) {
            throw new MalformedFileException(
                    node.place(),
                    "x-cfa " + key + " is \"" + node.text() + "\"; expected " + expected,
                    "mend the compose file");
        }
        return node.text();
    }
}
