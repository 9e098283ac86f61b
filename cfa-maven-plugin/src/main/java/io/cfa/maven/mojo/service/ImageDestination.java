package io.cfa.maven.mojo.service;

import io.cfa.maven.image.ImageBuild;
import io.cfa.maven.image.plan.ImagePlan;
import io.cfa.maven.model.Digest;
import io.cfa.maven.model.ImageReference;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Where {@code cfa:image} puts an image. */
public enum ImageDestination {

    /** A file that {@code docker load} reads. */
    TAR {
        @Override
        public List<String> write(ImageBuild build, ImagePlan plan, ImageReference name, Module module) {
            Path file = module.target().resolve("image.tar");
            Digest digest = build.writeTar(plan, name, file);
            build.writeBill(plan, module.target());
            return List.of(
                    name + " is " + digest.shortForm() + ". Run it: docker load -i " + file + " && " + run(name));
        }
    },

    /** The Docker engine of this machine. */
    DOCKER {
        @Override
        public List<String> write(ImageBuild build, ImagePlan plan, ImageReference name, Module module) {
            build.load(plan, name);
            build.writeBill(plan, module.target());
            return List.of("Run it: " + run(name));
        }
    },

    /** The registry of our images, as {@code cfa:push} does it. */
    REGISTRY {
        @Override
        public List<String> write(ImageBuild build, ImagePlan plan, ImageReference name, Module module) {
            build.push(plan, name, module.siblings(), module.target());
            return List.of();
        }
    };

    /**
     * The module that an image is of.
     *
     * @param target   its build directory
     * @param siblings the repositories of the reactor's services, which may hold the same layers
     */
    public record Module(Path target, List<String> siblings) {}

    /**
     * Puts it there.
     *
     * @return what a person can do with it, a line each
     */
    public abstract List<String> write(ImageBuild build, ImagePlan plan, ImageReference name, Module module);

    /**
     * The destination of that name.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static ImageDestination of(String name) {
        return Stream.of(values())
                .filter(destination -> Objects.equals(destination.toString(), name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("cfa.output is " + name + ", expected "
                        + Stream.of(values()).map(ImageDestination::toString).collect(Collectors.joining(", "))
                        + ". Next: leave it out for target/image.tar"));
    }

    private static String run(ImageReference name) {
        return "docker run --rm -p 8080:8080 " + name;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
