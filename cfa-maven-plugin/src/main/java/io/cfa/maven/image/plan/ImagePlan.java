package io.cfa.maven.image.plan;

import io.cfa.maven.model.ImageReference;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Everything that an image is, as a value: its layers file by file, how it starts, what it says of itself. Depends on the module alone.
 *
 * @param service    the service's name
 * @param base       the image it is built on
 * @param layers     in their order; one that would be empty is left out
 * @param jars       those that the layers hold, in the order of their coordinates
 * @param entrypoint needs no shell
 * @param labels     those of the base are added when it is known
 * @param created    the same for every build of a commit
 * @param warnings   what a person should know of
 */
public record ImagePlan(
        String service,
        ImageReference base,
        List<Layer> layers,
        List<Jar> jars,
        List<String> entrypoint,
        SortedMap<String, String> labels,
        Instant created,
        List<String> warnings) {

    /** Who the service runs as: nobody that a host knows. */
    public static final String USER = "10001:10001";

    /** Where every service listens inside its container. */
    public static final int PORT = 8080;

    /** Where everything of ours lies. */
    public static final String HOME = "/app";

    /** Copies. */
    public ImagePlan {
        layers = List.copyOf(layers);
        jars = List.copyOf(jars);
        entrypoint = List.copyOf(entrypoint);
        labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
        warnings = List.copyOf(warnings);
    }

    /**
     * One layer.
     *
     * @param kind  what it holds
     * @param files the file of each path in the image
     */
    public record Layer(LayerKind kind, SortedMap<String, Content> files) {

        /** Copies. */
        public Layer {
            files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
        }
    }

    /** What a file in the image holds. */
    public sealed interface Content permits FileContent, TextContent, ReactorContent {}

    /** The bytes of a file. */
    public record FileContent(Path file) implements Content {}

    /** A text. */
    public record TextContent(String text) implements Content {}

    /** The classes of a module of this reactor, from its jar or its directory, as a jar that is the same for both. */
    public record ReactorContent(Path jarOrDirectory) implements Content {}

    /** Whether a jar is packed from a module of this reactor. */
    public boolean isOfReactor(Jar jar) {
        return layers.stream().anyMatch(layer -> layer.files().containsValue(new ReactorContent(jar.file())));
    }

    /** What would be built, for people. */
    public List<String> describe() {
        List<String> lines = new ArrayList<>();
        lines.add("image of " + service + " on " + base);
        for (Layer layer : layers) {
            lines.add("  layer " + layer.kind() + ": " + layer.files().size() + " files");
            layer.files().keySet().forEach(path -> lines.add("    " + path));
        }
        lines.add("  starts " + String.join(" ", entrypoint) + " as " + USER);
        for (Map.Entry<String, String> label : labels.entrySet()) {
            lines.add("  " + label.getKey() + "=" + label.getValue());
        }
        return lines;
    }
}
