package io.cfa.maven.check.files;

import io.cfa.maven.model.source.MalformedFileException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which files of a clone the image of a service is made of, as its POMs say: its module, the modules of the reactor that it runs with, the POMs above
 * these, Maven's settings of the clone, and the plugin that makes images where that is a module too.
 */
public final class ReactorInputs {

    /** More modules are no reactor. */
    private static final int MOST = 1000;

    private static final long LARGEST = 1 << 20;
    private static final String POM = "pom.xml";
    private static final String SETTINGS = ".mvn";

    private final Path root;
    private final SortedMap<String, Path> modules = new TreeMap<>();

    private ReactorInputs(Path root) {
        this.root = root;
    }

    /** Reads the POMs of a clone; where they cannot be read nothing is known of the modules in them. */
    public static ReactorInputs read(Path root) {
        ReactorInputs inputs = new ReactorInputs(root.toAbsolutePath().normalize());
        Deque<Path> open = new ArrayDeque<>(Set.of(inputs.root.resolve(POM)));
        for (int i = 0; i < MOST && !open.isEmpty(); i++) {
            Path file = open.pop();
            inputs.pom(file).ifPresent(pom -> {
                pom.first("project/artifactId").ifPresent(name -> inputs.modules.putIfAbsent(name.text(), file));
                pom.elements().stream()
                        .filter(element -> element.path().matches("project/(profiles/profile/)?modules/module"))
                        .map(module -> pomAt(file, module.text()))
                        .forEach(open::push);
            });
        }
        return inputs;
    }

    /**
     * What the image of a module is made of, below the root of the clone; a directory ends with a slash.
     *
     * @return nothing where the reactor has no such module
     */
    public Optional<SortedSet<String>> of(String artifact) {
        return Optional.ofNullable(modules.get(artifact)).map(own -> {
            SortedSet<String> inputs = sources(artifact);
            modules.values().stream().filter(this::isPlugin).forEach(plugin -> {
                inputs.add(below(plugin));
                inputs.add(below(plugin.resolveSibling("src/main")) + "/");
                above(plugin).forEach(pom -> inputs.add(below(pom)));
            });
            if (Files.isDirectory(root.resolve(SETTINGS))) {
                inputs.add(SETTINGS + "/");
            }
            classList(own).ifPresent(inputs::add);
            inputs.removeIf(input -> inputs.stream()
                    .anyMatch(other -> other.endsWith("/") && !other.equals(input) && input.startsWith(other)));
            return inputs.contains("/") ? new TreeSet<>(Set.of("/")) : inputs;
        });
    }

    /** Its module, the modules of the reactor that it runs with, and the POMs above: the last commit that changed one of them is the image's revision. */
    public SortedSet<String> sources(String artifact) {
        SortedSet<String> sources = new TreeSet<>();
        Optional.ofNullable(modules.get(artifact))
                .map(this::closure)
                .orElse(Set.of())
                .forEach(module -> {
                    sources.add(below(module.getParent()) + "/");
                    above(module).forEach(pom -> sources.add(below(pom)));
                });
        return sources;
    }

    /** As patterns of {@code rules:changes}: two asterisks at the end would stand for the files right in a directory only. */
    public Optional<SortedSet<String>> patterns(String artifact) {
        return of(artifact).map(inputs -> {
            SortedSet<String> patterns = new TreeSet<>();
            inputs.forEach(
                    input -> patterns.add(input.equals("/") ? "**/*" : input.endsWith("/") ? input + "**/*" : input));
            return patterns;
        });
    }

    /** A module and those of the reactor that it runs with. */
    private Set<Path> closure(Path module) {
        Set<Path> closure = new LinkedHashSet<>();
        Deque<Path> open = new ArrayDeque<>(Set.of(module));
        while (!open.isEmpty()) {
            Path next = open.pop();
            if (closure.add(next)) {
                needed(next).stream().map(modules::get).forEach(open::push);
                above(next)
                        .forEach(parent ->
                                needed(parent).stream().map(modules::get).forEach(open::push));
            }
        }
        return closure;
    }

    /** The modules that a POM itself names as dependencies, but for tests. */
    private Set<String> needed(Path file) {
        Set<String> needed = new LinkedHashSet<>();
        String artifact = "";
        boolean isOfTests = false;
        for (PomFile.Element element : pom(file).map(PomFile::elements).orElse(List.of())) {
            String path = element.path().replaceFirst("^project/profiles/profile/", "project/");
            switch (path) {
                case "project/dependencies/dependency/artifactId" -> artifact = element.text();
                case "project/dependencies/dependency/scope" ->
                    isOfTests = element.text().equals("test");
                case "project/dependencies/dependency" -> {
                    if (!isOfTests && modules.containsKey(artifact)) {
                        needed.add(artifact);
                    }
                    artifact = "";
                    isOfTests = false;
                }
                default -> {
                    // says nothing of dependencies
                }
            }
        }
        return needed;
    }

    /** The POMs above one, as far as they are in the clone. */
    private Set<Path> above(Path file) {
        Set<Path> above = new LinkedHashSet<>();
        Optional<Path> parent = parent(file);
        while (parent.isPresent() && above.add(parent.get())) {
            parent = parent(parent.get());
        }
        return above;
    }

    private Optional<Path> parent(Path file) {
        return pom(file)
                .filter(pom -> pom.first("project/parent").isPresent())
                .map(pom -> pom.first("project/parent/relativePath")
                        .map(PomFile.Element::text)
                        .orElse("../" + POM))
                .filter(path -> !path.isEmpty())
                .map(path -> pomAt(file, path))
                .filter(path -> path.startsWith(root) && Files.isRegularFile(path));
    }

    /** The list of classes that images hold linked, which a POM may keep anywhere. */
    private Optional<String> classList(Path module) {
        Set<Path> poms = new LinkedHashSet<>(Set.of(module));
        poms.addAll(above(module));
        return poms.stream()
                .flatMap(file -> pom(file).stream())
                .flatMap(pom -> pom.first("project/properties/cfa.classList").stream())
                .map(PomFile.Element::text)
                .filter(text -> !text.isEmpty() && !text.contains("$") && !text.startsWith("/"))
                .findFirst();
    }

    private boolean isPlugin(Path file) {
        return pom(file)
                .flatMap(pom -> pom.first("project/packaging"))
                .filter(packaging -> packaging.text().equals("maven-plugin"))
                .isPresent();
    }

    private static Path pomAt(Path from, String path) {
        Path named = from.resolveSibling(path).normalize();
        return named.getFileName() != null && named.getFileName().toString().endsWith(".xml")
                ? named
                : named.resolve(POM);
    }

    private String below(Path path) {
        return root.relativize(path).toString().replace('\\', '/');
    }

    private Optional<PomFile> pom(Path file) {
        try {
            return Files.isRegularFile(file) && Files.size(file) <= LARGEST
                    ? Optional.of(PomFile.parse(file, Files.readString(file)))
                    : Optional.empty();
        } catch (IOException | MalformedFileException e) {
            // the rules for POMs tell of it
            return Optional.empty();
        }
    }
}
