package io.cfa.maven.image.plan;

import io.cfa.maven.image.cache.ImageException;
import io.cfa.maven.image.cache.PortablePath;
import io.cfa.maven.image.plan.ImagePlan.Content;
import io.cfa.maven.image.plan.ImagePlan.FileContent;
import io.cfa.maven.image.plan.ImagePlan.Layer;
import io.cfa.maven.image.plan.ImagePlan.ReactorContent;
import io.cfa.maven.image.plan.ImagePlan.TextContent;
import io.cfa.maven.model.ImageReference;
import io.cfa.maven.schema.RequiredSchema;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Decides what goes where in the image of a module; reads nothing but the names of its own files. */
public final class ImagePlanner {

    public static final String LABEL = "org.opencontainers.image.";

    private final ServiceModule module;
    private final JarPlacement placement;
    private final ClassPath classPath;

    private ImagePlanner(ServiceModule module) {
        this.module = module;
        this.placement = new JarPlacement(module);
        this.classPath = new ClassPath(module, placement);
    }

    /**
     * Makes the plan of a module's image.
     *
     * @param files the module's classes and resources, by their path below its directory of classes
     */
    static ImagePlan plan(ServiceModule module, SortedMap<String, Content> files) {
        return new ImagePlanner(module).plan(files);
    }

    /**
     * Makes the plan of a module's image, with the classes and resources that it has now.
     *
     * @throws ImageException if it was not compiled
     */
    public static ImagePlan plan(ServiceModule module) {
        Path root = module.content().classes();
        if (!Files.isDirectory(root)) {
            throw new ImageException(module.name() + " has no classes: " + root
                    + " is not there. Next: run the phase package before, as in mvn package cfa:image");
        }
        SortedMap<String, Content> files = new TreeMap<>();
        // what is linked is on Maven's class path too
        try (Stream<Path> tree = Files.walk(root, FileVisitOption.FOLLOW_LINKS)) {
            tree.filter(Files::isRegularFile)
                    .forEach(file -> files.put(PortablePath.relative(root, file), new FileContent(file)));
        } catch (IOException | UncheckedIOException e) {
            throw new ImageException(
                    root + " cannot be read: " + e.getMessage() + ". Next: see where its links lead", e);
        }
        return plan(module, files);
    }

    private ImagePlan plan(SortedMap<String, Content> files) {
        Map<LayerKind, SortedMap<String, Content>> layers = new TreeMap<>();
        SortedMap<String, Jar> jars = placement.jars();
        jars.forEach((path, jar) -> {
            LayerKind kind = placement.kind(jar);
            add(
                    layers,
                    kind,
                    path,
                    kind == LayerKind.REACTOR ? new ReactorContent(jar.file()) : new FileContent(jar.file()));
        });
        List<String> warnings = new ArrayList<>(placement.warnings());
        files.forEach((path, content) -> {
            boolean isClass = path.endsWith(".class");
            add(
                    layers,
                    isClass ? LayerKind.CLASSES : LayerKind.RESOURCES,
                    (isClass ? ImageLayout.CLASSES : ImageLayout.RESOURCES) + "/" + path,
                    content);
        });
        files.keySet().stream()
                .filter(path -> path.matches("META-INF/versions/\\d+/.*\\.class"))
                .findFirst()
                .ifPresent(path -> warnings.add(module.name() + " has " + path
                        + ", which no JVM looks for: in an image its own classes lie in a directory, not in a jar."
                        + " Next: move such classes into a module of their own"));
        Optional<SharedClasses> shared = shared(files.keySet(), warnings);
        // changes with the jars, which is less often than the classes do
        add(
                layers,
                LayerKind.RESOURCES,
                ImageLayout.CLASS_PATH_FILE,
                new TextContent(shared.isPresent() ? classPath.sharedFirst() : classPath.usual()));
        return new ImagePlan(
                module.name(),
                module.base(),
                new ImagePlan.Contents(
                        layers.entrySet().stream()
                                .map(layer -> new Layer(layer.getKey(), layer.getValue()))
                                .toList(),
                        jars,
                        warnings,
                        shared,
                        context(shared.isPresent(), warnings)),
                new ImagePlan.Start(
                        entrypoint(), labels(), module.facts().revision().created()));
    }

    /** What its class-data archive is made from; where the service cannot have one, a warning says why. */
    private Optional<SharedClasses> shared(Set<String> own, List<String> warnings) {
        Optional<ServiceModule.ClassData> wanted = module.start().classData();
        if (wanted.isEmpty()) {
            return Optional.empty();
        }
        Optional<String> obstacle = classPath.obstacle(own);
        if (obstacle.isPresent()) {
            String without = module.name() + " goes without a class-data archive: " + obstacle.get();
            if (wanted.get().required()) {
                throw new ImageException(without + ". Next: mend that, or leave cfa.classDataArchive at auto");
            }
            warnings.add(without + ". Next: mend that, or set cfa.classDataArchive=off for it");
            return Optional.empty();
        }
        return Optional.of(new SharedClasses(
                classPath.shared(),
                wanted.get().list(),
                SharedClasses.ofLayout(module.start().jvmFlags()),
                wanted.get().required()));
    }

    /** The application whose beans are processed; where that cannot be, a warning says why. */
    private Optional<SpringContext> context(boolean hasArchive, List<String> warnings) {
        Optional<ServiceModule.SpringAot> wanted = module.start().springAot();
        if (wanted.isEmpty()) {
            return Optional.empty();
        }
        Optional<String> obstacle = SpringContext.isOf(module.content().classPath())
                ? Optional.of("it has no class-data archive, and without one what is generated has more than one form")
                        .filter(reason -> !hasArchive)
                : Optional.of("Spring Boot is not on its class path");
        if (obstacle.isPresent()) {
            String without = module.name() + " goes without processed beans: " + obstacle.get();
            if (wanted.get().required()) {
                throw new ImageException(without + ". Next: mend that, or leave cfa.springAot out for it");
            }
            warnings.add(without + ". Next: mend that, or set cfa.springAot=off for it");
            return Optional.empty();
        }
        return Optional.of(new SpringContext(
                module.start().mainClass(),
                SpringContext.settingsOf(module.start().jvmFlags()),
                wanted.get().compiler(),
                wanted.get().required()));
    }

    private List<String> entrypoint() {
        List<String> entrypoint = new ArrayList<>(List.of("java"));
        entrypoint.addAll(module.start().jvmFlags());
        // java itself reads the file; no shell is needed, and what a container shows stays short
        entrypoint.addAll(List.of(
                ImagePlan.CLASS_PATH,
                "@" + ImageLayout.CLASS_PATH_FILE,
                module.start().mainClass()));
        return entrypoint;
    }

    private SortedMap<String, String> labels() {
        SortedMap<String, String> labels = new TreeMap<>();
        labels.put(LABEL + "title", module.name());
        labels.put(LABEL + "version", module.coordinates().version());
        labels.put(LABEL + "revision", module.facts().revision().commit());
        labels.put(LABEL + "created", module.facts().revision().created().toString());
        module.facts().source().ifPresent(source -> labels.put(LABEL + "source", source));
        labels.put(LABEL + "base.name", qualified(module.base().image()));
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
