package io.cfa.maven.image.plan;

import io.cfa.maven.git.Revision;
import io.cfa.maven.model.ImageReference;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What an image is made from: one module of the reactor.
 *
 * @param coordinates what it is called
 * @param start       how it is started
 * @param content     what it runs with
 * @param base        what it is built on
 * @param facts       where it comes from
 */
public record ServiceModule(Coordinates coordinates, Start start, Content content, Base base, Facts facts) {

    /**
     * What a module is called.
     *
     * @param name    the service's name, in all places the same
     * @param groupId jars of this group are the reactor's own
     * @param version the module's version
     */
    public record Coordinates(String name, String groupId, String version) {}

    /**
     * How a service is started.
     *
     * @param mainClass what is started
     * @param jvmFlags  what it is started with
     * @param classData the class-data archive that it starts with, where one is wanted
     * @param springAot how its beans are processed when its image is built, where that is wanted
     */
    public record Start(
            String mainClass, List<String> jvmFlags, Optional<ClassData> classData, Optional<SpringAot> springAot) {

        /** Copies. */
        public Start {
            jvmFlags = List.copyOf(jvmFlags);
        }
    }

    /**
     * The wish for a class-data archive.
     *
     * @param list     which classes it holds, as {@code java -XX:DumpLoadedClassList} writes them
     * @param required whether an image without one is refused
     */
    public record ClassData(Path list, boolean required) {}

    /**
     * The wish for beans that are processed when the image is built.
     *
     * @param compiler finds the jar of the compiler of what is generated
     * @param required whether an image without is refused
     */
    public record SpringAot(Supplier<Path> compiler, boolean required) {}

    /**
     * What a service runs with.
     *
     * @param classes   the directory of classes and resources
     * @param classPath the jars that it runs with, in order
     * @param kit       the third-party jars of the kit's own closure
     */
    public record Content(Path classes, List<Jar> classPath, List<Jar> kit) {

        /** Copies. */
        public Content {
            classPath = List.copyOf(classPath);
            kit = List.copyOf(kit);
        }
    }

    /**
     * What an image is built on.
     *
     * @param image     the base image
     * @param platforms one image is made for each; with more than one, an index lists them
     */
    public record Base(ImageReference image, List<Platform> platforms) {

        /** Copies. */
        public Base {
            platforms = List.copyOf(platforms);
        }
    }

    /**
     * Where an image comes from.
     *
     * @param source   the address of the repository, where it is known
     * @param revision the last commit that changed the module or what it is built from
     * @param schema   the label of the schema that it needs of its database, where it has one
     */
    public record Facts(Optional<String> source, Revision revision, Optional<String> schema) {}

    /** The service's name. */
    public String name() {
        return coordinates.name();
    }

    /** Whether a jar is of this reactor. */
    boolean builtHere(Jar jar) {
        return jar.groupId().equals(coordinates.groupId());
    }
}
