package io.cfa.maven.image.plan;

import io.cfa.maven.git.Revision;
import io.cfa.maven.model.ImageReference;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What an image is made from: one module of the reactor.
 *
 * @param name       the service's name, in all places the same
 * @param groupId    jars of this group are the reactor's own
 * @param version    the module's version
 * @param mainClass  what is started
 * @param jvmFlags   what it is started with
 * @param classes    the directory of classes and resources
 * @param classPath  the jars that it runs with, in order
 * @param kit        the third-party jars of the kit's own closure
 * @param base       the image to build on
 * @param facts      where it comes from
 */
public record ServiceModule(
        String name,
        String groupId,
        String version,
        String mainClass,
        List<String> jvmFlags,
        Path classes,
        List<Jar> classPath,
        List<Jar> kit,
        ImageReference base,
        Facts facts) {

    /** Copies. */
    public ServiceModule {
        jvmFlags = List.copyOf(jvmFlags);
        classPath = List.copyOf(classPath);
        kit = List.copyOf(kit);
    }

    /**
     * Where an image comes from.
     *
     * @param source   the address of the repository, where it is known
     * @param revision the last commit that changed the module or what it is built from
     * @param schema   the label of the schema that it needs of its database, where it has one
     */
    public record Facts(Optional<String> source, Revision revision, Optional<String> schema) {}
}
