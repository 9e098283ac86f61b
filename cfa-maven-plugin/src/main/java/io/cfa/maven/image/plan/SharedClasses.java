package io.cfa.maven.image.plan;

import java.nio.file.Path;
import java.util.List;

/**
 * What a class-data archive is made from: the jars that all services share, in the order in which each class path begins with them, and which
 * of their classes.
 *
 * @param jars     in their order
 * @param list     the classes, as {@code java -XX:DumpLoadedClassList} writes them
 * @param flags    those of the service's JVM that the form of an archive depends on
 * @param required whether an image without an archive is refused
 */
public record SharedClasses(List<KitJar> jars, Path list, List<String> flags, boolean required) {

    /** What java is started with to use it. */
    static final String FLAG = "-XX:SharedArchiveFile=" + ImageLayout.ARCHIVE;

    /** The flags that change how objects are laid out. */
    private static final String OF_LAYOUT =
            "-XX:([+-](UseCompactObjectHeaders|UseCompressedOops|UseCompressedClassPointers)|ObjectAlignmentInBytes=\\d+)";

    /** Copies. */
    public SharedClasses {
        jars = List.copyOf(jars);
        flags = List.copyOf(flags);
    }

    /**
     * A jar of the shared ones.
     *
     * @param path its place in the image, relative to {@value ImageLayout#HOME}
     * @param file itself
     */
    public record KitJar(String path, Path file) {}

    /** Those of a JVM's flags that an archive depends on. */
    static List<String> ofLayout(List<String> jvmFlags) {
        return jvmFlags.stream().filter(flag -> flag.matches(OF_LAYOUT)).toList();
    }
}
