package io.cfa.maven.image.plan;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Everything that an image is, as a value: its layers file by file, how it starts, what it says of itself. Depends on the module alone.
 *
 * @param service  the service's name
 * @param base     the image it is built on, and for which platforms
 * @param contents what it holds
 * @param start    how it starts, and what it says of itself
 */
public record ImagePlan(String service, ServiceModule.Base base, Contents contents, Start start) {

    /** Who the service runs as: nobody that a host knows. */
    public static final String USER = "10001:10001";

    /** The word of an entrypoint that the class path's file stands behind. */
    static final String CLASS_PATH = "-cp";

    /** Where every service listens inside its container. */
    public static final int PORT = 8080;

    /**
     * What an image holds.
     *
     * @param layers   in their order; one that would be empty is left out
     * @param jars     the jar of each path
     * @param warnings what a person should know of
     * @param shared   what its class-data archive is made from, where it is to have one; which base it is on decides whether it has
     * @param context  the application whose beans are processed, where they are to be; likewise
     */
    public record Contents(
            List<Layer> layers,
            SortedMap<String, Jar> jars,
            List<String> warnings,
            Optional<SharedClasses> shared,
            Optional<SpringContext> context) {

        /** Copies. */
        public Contents {
            layers = List.copyOf(layers);
            jars = Collections.unmodifiableSortedMap(new TreeMap<>(jars));
            warnings = List.copyOf(warnings);
        }
    }

    /**
     * How an image starts, and what it says of itself.
     *
     * @param entrypoint needs no shell
     * @param labels     those of the base are added when it is known
     * @param created    the same for every build of a commit
     */
    public record Start(List<String> entrypoint, SortedMap<String, String> labels, Instant created) {

        /** Copies. */
        public Start {
            entrypoint = List.copyOf(entrypoint);
            labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
        }
    }

    /** The same image, started with a class-data archive. */
    public ImagePlan withArchive() {
        List<String> entrypoint = new ArrayList<>(start.entrypoint());
        entrypoint.add(1, SharedClasses.FLAG);
        return new ImagePlan(service, base, contents, new Start(entrypoint, start.labels(), start.created()));
    }

    /** The same image, started with beans that were processed; what is as it was built decides, and no condition that is asked at the start. */
    public ImagePlan withProcessedBeans() {
        List<String> entrypoint = new ArrayList<>(start.entrypoint());
        Collections.replaceAll(
                entrypoint, "@" + ImageLayout.CLASS_PATH_FILE, "@" + ImageLayout.SPRING_AOT_CLASS_PATH_FILE);
        entrypoint.add(entrypoint.indexOf(CLASS_PATH), SpringContext.FLAG);
        return new ImagePlan(service, base, contents, new Start(entrypoint, start.labels(), start.created()));
    }

    /** The class path, as a line of an argument file of java, with what was processed behind everything that an archive binds to. */
    public String classPathWithBeans() {
        String usual =
                ((TextContent) content(ImageLayout.CLASS_PATH_FILE)).text().strip();
        return usual + ":" + ImageLayout.SPRING_AOT.substring(ImageLayout.HOME.length() + 1) + "\n";
    }

    /** The same image, saying one thing more of itself. */
    public ImagePlan withLabel(String name, String value) {
        SortedMap<String, String> labels = new TreeMap<>(start.labels());
        labels.put(name, value);
        return new ImagePlan(service, base, contents, new Start(start.entrypoint(), labels, start.created()));
    }

    /** Its layers, in their order. */
    public List<Layer> layers() {
        return contents.layers();
    }

    /** What lies at a path. */
    public Content content(String path) {
        return layers().stream()
                .map(layer -> layer.files().get(path))
                .filter(Objects::nonNull)
                .findFirst()
                .orElseThrow();
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

    /** What would be built, for people. */
    public List<String> describe() {
        List<String> lines = new ArrayList<>();
        lines.add("image of " + service + " on " + base.image()
                + (base.platforms().size() == 1 ? "" : " for " + base.platforms()));
        for (Layer layer : layers()) {
            lines.add("  layer " + layer.kind() + ": " + layer.files().size() + " files");
            layer.files().keySet().forEach(path -> lines.add("    " + path));
        }
        contents.shared()
                .ifPresent(shared -> lines.add("  layer " + LayerKind.CLASS_DATA + ": " + ImageLayout.ARCHIVE
                        + " of the classes in " + shared.list().getFileName() + ", where this machine can make it"));
        contents.context()
                .ifPresent(context -> lines.add("  layer " + LayerKind.SPRING_AOT + ": " + ImageLayout.SPRING_AOT
                        + " of the beans of " + context.mainClass() + ", where this machine can make it"));
        lines.add("  starts " + String.join(" ", start.entrypoint()) + " as " + USER);
        for (Map.Entry<String, String> label : start.labels().entrySet()) {
            lines.add("  " + label.getKey() + "=" + label.getValue());
        }
        return lines;
    }
}
