package io.cfa.maven.image.plan;

import io.cfa.maven.image.cache.ImageException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The order in which an image's class path names what a service runs with: Maven's, with its own classes first; or with the shared jars before
 * everything, which is what a class-data archive binds to, where that finds each class and each resource in the same place.
 */
final class ClassPath {

    private final ServiceModule module;
    private final JarPlacement placement;

    ClassPath(ServiceModule module, JarPlacement placement) {
        this.module = module;
        this.placement = placement;
    }

    /** Maven's order, with the service's own classes first. */
    String usual() {
        List<String> classPath = new ArrayList<>(List.of(ImageLayout.CLASSES, ImageLayout.RESOURCES));
        module.content().classPath().forEach(jar -> classPath.add(placement.path(jar)));
        return String.join(":", classPath) + "\n";
    }

    /** With the shared jars first, relative to the image's directory. */
    String sharedFirst() {
        List<String> classPath = new ArrayList<>();
        kit().forEach(jar -> classPath.add(relative(placement.path(jar))));
        classPath.addAll(List.of(relative(ImageLayout.CLASSES), relative(ImageLayout.RESOURCES)));
        rest().forEach(jar -> classPath.add(relative(placement.path(jar))));
        return String.join(":", classPath) + "\n";
    }

    /** The shared jars, in the order in which {@link #sharedFirst} names them. */
    List<SharedClasses.KitJar> shared() {
        return kit().stream()
                .map(jar -> new SharedClasses.KitJar(relative(placement.path(jar)), jar.file()))
                .toList();
    }

    /**
     * Why the shared jars cannot be first, where they cannot.
     *
     * @param own the paths of the module's classes and resources
     */
    Optional<String> obstacle(Collection<String> own) {
        Set<String> used = module.content().classPath().stream()
                .filter(jar -> placement.kind(jar) == LayerKind.SHARED_LIBRARIES)
                .map(Jar::key)
                .collect(Collectors.toSet());
        Optional<Jar> unused =
                kit().stream().filter(jar -> !used.contains(jar.key())).findFirst();
        if (kit().isEmpty()) {
            return Optional.of("it shares no jars with the other services");
        }
        if (unused.isPresent()) {
            return Optional.of("it does not run with " + unused.get() + ", which the others share");
        }
        return hidden(own);
    }

    /** What would be found in another place than in Maven's order. */
    private Optional<String> hidden(Collection<String> own) {
        Map<String, String> first = new HashMap<>();
        List<String> mine = own.stream().filter(EntryNames::isOfOnePlace).toList();
        mine.forEach(path -> first.putIfAbsent(path, module.name()));
        module.content().classPath().forEach(jar -> names(jar).forEach(path -> first.putIfAbsent(path, jar.key())));
        Map<String, String> then = new HashMap<>();
        kit().forEach(jar -> names(jar).forEach(path -> then.putIfAbsent(path, jar.key())));
        mine.forEach(path -> then.putIfAbsent(path, module.name()));
        rest().forEach(jar -> names(jar).forEach(path -> then.putIfAbsent(path, jar.key())));
        return then.entrySet().stream()
                .filter(found -> !found.getValue().equals(first.get(found.getKey())))
                .map(found -> found.getKey() + " is " + first.get(found.getKey()) + "'s own, and would be "
                        + found.getValue() + "'s")
                .sorted()
                .findFirst();
    }

    private List<Jar> kit() {
        return placement.shared();
    }

    private List<Jar> rest() {
        return module.content().classPath().stream()
                .filter(jar -> placement.kind(jar) != LayerKind.SHARED_LIBRARIES)
                .toList();
    }

    private static List<String> names(Jar jar) {
        try {
            return EntryNames.of(jar.file());
        } catch (IOException e) {
            throw new ImageException(
                    jar + " cannot be read: " + e.getMessage() + ". Next: build it again, or fetch it again (mvn -U)",
                    e);
        }
    }

    private static String relative(String path) {
        return path.substring(ImageLayout.HOME.length() + 1);
    }
}
