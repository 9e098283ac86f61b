package io.cfa.maven.image.plan;

import io.cfa.maven.image.cache.ImageException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Decides in which layer each jar of a module lies, and under which name: by coordinates alone, whatever else is in the build. */
final class JarPlacement {

    private final ServiceModule module;
    private final Map<String, Jar> kit = new LinkedHashMap<>();
    private final Map<String, Integer> fileNames = new TreeMap<>();

    JarPlacement(ServiceModule module) {
        this.module = module;
        module.content().kit().stream()
                .filter(jar -> !module.builtHere(jar))
                .forEach(jar -> kit.putIfAbsent(jar.key(), jar));
        List<Jar> all = new ArrayList<>(kit.values());
        all.addAll(module.content().classPath());
        new LinkedHashSet<>(all).forEach(jar -> {
            if (kit.get(jar.key()) == jar || kind(jar) != LayerKind.SHARED_LIBRARIES) {
                fileNames.merge(kind(jar) + jar.fileName(), 1, Integer::sum);
            }
        });
    }

    /**
     * The path of each jar that the image holds.
     *
     * @throws ImageException if two would have one
     */
    SortedMap<String, Jar> jars() {
        SortedMap<String, Jar> jars = new TreeMap<>();
        kit.values().forEach(jar -> add(jars, jar));
        module.content().classPath().forEach(jar -> {
            if (kind(jar) != LayerKind.SHARED_LIBRARIES) {
                add(jars, jar);
            }
        });
        return jars;
    }

    /** The jars that all services share, in the order of the kit's own class path. */
    List<Jar> shared() {
        return List.copyOf(kit.values());
    }

    private void add(SortedMap<String, Jar> jars, Jar jar) {
        Jar other = jars.put(path(jar), jar);
        if (other != null && !other.equals(jar)) {
            throw new ImageException(other + " and " + jar + " would both be " + path(jar) + " in the image of "
                    + module.name() + ". Next: exclude one of them, or give one another version");
        }
    }

    /** Where a jar of the class path lies; for one of the kit's the kit's own. */
    String path(Jar jar) {
        LayerKind kind = kind(jar);
        String directory =
                switch (kind) {
                    case SHARED_LIBRARIES -> "kit";
                    case REACTOR -> "reactor";
                    default -> "lib";
                };
        boolean isAlone = fileNames.getOrDefault(kind + jar.fileName(), 1) == 1;
        return ImageLayout.HOME + "/" + directory + "/" + (isAlone ? "" : jar.groupId() + "-") + jar.fileName();
    }

    LayerKind kind(Jar jar) {
        if (module.builtHere(jar)) {
            return LayerKind.REACTOR;
        }
        Jar kits = kit.get(jar.key());
        return kits != null && kits.sameAs(jar) ? LayerKind.SHARED_LIBRARIES : LayerKind.LIBRARIES;
    }

    /** Of jars that the module runs with in another version than the kit. */
    List<String> warnings() {
        return module.content().classPath().stream()
                .filter(jar -> kind(jar) == LayerKind.LIBRARIES && kit.containsKey(jar.key()))
                .map(jar -> module.name() + " runs with " + jar + ", the kit with "
                        + kit.get(jar.key()).version()
                        + ": both lie in the image. Next: manage one version in the services' parent pom")
                .toList();
    }
}
