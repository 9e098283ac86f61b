package io.cfa.maven.image.plan;

import io.cfa.maven.image.cache.ImageException;
import io.cfa.maven.image.plan.ImagePlan.Content;
import io.cfa.maven.image.plan.ImagePlan.FileContent;
import io.cfa.maven.image.plan.ImagePlan.Layer;
import io.cfa.maven.image.plan.ImagePlan.ReactorContent;
import io.cfa.maven.image.plan.ImagePlan.TextContent;
import io.cfa.maven.model.ImageReference;
import io.cfa.maven.schema.RequiredSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Decides what goes where in the image of a module; reads nothing but the names of its own files. */
public final class ImagePlanner {

    private static final String CLASSES = ImagePlan.HOME + "/classes";
    private static final String RESOURCES = ImagePlan.HOME + "/resources";
    private static final String CLASS_PATH_FILE = ImagePlan.HOME + "/class-path";
    public static final String LABEL = "org.opencontainers.image.";

    private final ServiceModule module;
    private final Map<String, Jar> kit;
    private final List<String> warnings = new ArrayList<>();

    private ImagePlanner(ServiceModule module) {
        this.module = module;
        this.kit = module.kit().stream()
                .filter(jar -> !builtHere(jar))
                .collect(Collectors.toMap(Jar::key, Function.identity(), (first, second) -> first, LinkedHashMap::new));
    }

    /**
     * Makes the plan of a module's image.
     *
     * @param files the module's classes and resources, by their path below its directory of classes
     */
    public static ImagePlan plan(ServiceModule module, SortedMap<String, Content> files) {
        return new ImagePlanner(module).plan(files);
    }

    /**
     * Makes the plan of a module's image, with the classes and resources that it has now.
     *
     * @throws ImageException if it was not compiled
     */
    public static ImagePlan plan(ServiceModule module) {
        Path root = module.classes();
        if (!Files.isDirectory(root)) {
            throw new ImageException(module.name() + " has no classes: " + root
                    + " is not there. Next: run the phase package before, as in mvn package cfa:image");
        }
        SortedMap<String, Content> files = new TreeMap<>();
        try (Stream<Path> tree = Files.walk(root)) {
            tree.filter(Files::isRegularFile)
                    .forEach(file ->
                            files.put(root.relativize(file).toString().replace('\\', '/'), new FileContent(file)));
        } catch (IOException e) {
            throw new ImageException(root + " cannot be read: " + e.getMessage(), e);
        }
        return plan(module, files);
    }

    private ImagePlan plan(SortedMap<String, Content> files) {
        Map<LayerKind, SortedMap<String, Content>> layers = new TreeMap<>();
        Map<String, Integer> fileNames = fileNames();
        kit.values()
                .forEach(jar -> add(
                        layers,
                        LayerKind.SHARED_LIBRARIES,
                        place(LayerKind.SHARED_LIBRARIES, jar, fileNames),
                        new FileContent(jar.file())));
        List<String> classPath = new ArrayList<>(List.of(CLASSES, RESOURCES));
        for (Jar jar : module.classPath()) {
            LayerKind kind = kind(jar);
            String place = place(kind, jar, fileNames);
            classPath.add(place);
            if (kind != LayerKind.SHARED_LIBRARIES) {
                add(
                        layers,
                        kind,
                        place,
                        kind == LayerKind.REACTOR ? new ReactorContent(jar.file()) : new FileContent(jar.file()));
            }
        }
        files.forEach((path, content) -> {
            boolean isClass = path.endsWith(".class");
            add(
                    layers,
                    isClass ? LayerKind.CLASSES : LayerKind.RESOURCES,
                    (isClass ? CLASSES : RESOURCES) + "/" + path,
                    content);
        });
        // changes with the jars, which is less often than the classes do
        add(layers, LayerKind.RESOURCES, CLASS_PATH_FILE, new TextContent(String.join(":", classPath) + "\n"));
        return new ImagePlan(
                module.name(),
                module.base(),
                layers.entrySet().stream()
                        .map(layer -> new Layer(layer.getKey(), layer.getValue()))
                        .toList(),
                jars(),
                entrypoint(),
                labels(),
                module.facts().revision().created(),
                warnings);
    }

    /** Those of the class path, and those of the kit's layer. */
    private List<Jar> jars() {
        SortedMap<String, Jar> jars = new TreeMap<>();
        kit.values().forEach(jar -> jars.put(jar.toString(), jar));
        module.classPath().forEach(jar -> jars.put(jar.toString(), jar));
        return List.copyOf(jars.values());
    }

    private boolean builtHere(Jar jar) {
        return jar.groupId().equals(module.groupId());
    }

    private LayerKind kind(Jar jar) {
        if (builtHere(jar)) {
            return LayerKind.REACTOR;
        }
        Jar kits = kit.get(jar.key());
        if (kits == null) {
            return LayerKind.LIBRARIES;
        }
        if (kits.sameAs(jar)) {
            return LayerKind.SHARED_LIBRARIES;
        }
        warnings.add(module.name() + " runs with " + jar + ", the kit with " + kits.version()
                + ": both lie in the image. Next: manage one version in services/pom.xml");
        return LayerKind.LIBRARIES;
    }

    /** How many of a layer's jars want the same file name, which the coordinates of two groups may give. */
    private Map<String, Integer> fileNames() {
        Map<String, Integer> count = new TreeMap<>();
        kit.values().forEach(jar -> count.merge(LayerKind.SHARED_LIBRARIES + jar.fileName(), 1, Integer::sum));
        module.classPath().stream()
                .filter(jar -> !builtHere(jar)
                        && Optional.ofNullable(kit.get(jar.key()))
                                .filter(jar::sameAs)
                                .isEmpty())
                .forEach(jar -> count.merge(LayerKind.LIBRARIES + jar.fileName(), 1, Integer::sum));
        return count;
    }

    private static String place(LayerKind kind, Jar jar, Map<String, Integer> fileNames) {
        String directory =
                switch (kind) {
                    case SHARED_LIBRARIES -> "kit";
                    case REACTOR -> "reactor";
                    default -> "lib";
                };
        boolean isAlone = fileNames.getOrDefault(kind + jar.fileName(), 1) == 1;
        return ImagePlan.HOME + "/" + directory + "/" + (isAlone ? "" : jar.groupId() + "-") + jar.fileName();
    }

    private List<String> entrypoint() {
        List<String> entrypoint = new ArrayList<>(List.of("java"));
        entrypoint.addAll(module.jvmFlags());
        // java itself reads the file; no shell is needed, and what a container shows stays short
        entrypoint.addAll(List.of("-cp", "@" + CLASS_PATH_FILE, module.mainClass()));
        return entrypoint;
    }

    private SortedMap<String, String> labels() {
        SortedMap<String, String> labels = new TreeMap<>();
        labels.put(LABEL + "title", module.name());
        labels.put(LABEL + "version", module.version());
        labels.put(LABEL + "revision", module.facts().revision().commit());
        labels.put(LABEL + "created", module.facts().revision().created().toString());
        module.facts().source().ifPresent(source -> labels.put(LABEL + "source", source));
        labels.put(LABEL + "base.name", qualified(module.base()));
        module.facts().schema().ifPresent(schema -> labels.put(RequiredSchema.LABEL, schema));
        return labels;
    }

    /** With the registry even where it is the usual one, as the specification of the label wants it. */
    private static String qualified(ImageReference image) {
        return image.registry() + "/" + image.repository()
                + image.tag().map(tag -> ":" + tag).orElse("")
                + image.digest().map(digest -> "@" + digest).orElse("");
    }

    private static void add(
            Map<LayerKind, SortedMap<String, Content>> layers, LayerKind kind, String path, Content content) {
        layers.computeIfAbsent(kind, any -> new TreeMap<>()).put(path, content);
    }
}
