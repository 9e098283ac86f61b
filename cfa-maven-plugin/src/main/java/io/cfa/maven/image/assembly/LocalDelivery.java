package io.cfa.maven.image.assembly;

import com.google.cloud.tools.jib.docker.CliDockerClient;
import com.google.cloud.tools.jib.image.ImageTarball;
import com.google.common.collect.ImmutableSet;
import io.cfa.maven.image.cache.AtomicFile;
import io.cfa.maven.image.cache.ImageException;
import io.cfa.maven.model.ImageReference;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** Gives an image to this machine: as a file that {@code docker load} takes, or to the Docker engine itself. */
public final class LocalDelivery {

    private final BuiltImage image;
    private final ImageReference name;

    /** An image under a name with a tag. */
    public LocalDelivery(BuiltImage image, ImageReference name) {
        this.image = image;
        this.name = name;
    }

    /** Writes the file, which is there whole or not at all. */
    public void writeTar(Path file) {
        try {
            AtomicFile.writeUnforced(file.toAbsolutePath(), tarball()::writeTo);
        } catch (IOException e) {
            throw new ImageException(
                    name + " cannot be written to " + file + ": " + e.getMessage()
                            + ". Next: see the free disk space and the permissions there",
                    e);
        }
    }

    /** Loads it into the engine. */
    public void load() {
        if (!CliDockerClient.isDefaultDockerInstalled()) {
            throw new ImageException(
                    "there is no docker on this machine's PATH. Next: install it, or build a file with -Dcfa.output=tar");
        }
        try {
            new CliDockerClient(CliDockerClient.DEFAULT_DOCKER_CLIENT, Map.of()).load(tarball(), written -> {});
        } catch (IOException e) {
            throw new ImageException(
                    "the Docker engine did not take " + name + ": " + e.getMessage()
                            + ". Next: see whether docker info works, or build a file with -Dcfa.output=tar",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ImageException("interrupted while " + name + " was loaded. Next: run it again", e);
        }
    }

    private ImageTarball tarball() {
        String tag = name.tag().orElseThrow();
        return new ImageTarball(
                image.image(),
                com.google.cloud.tools.jib.api.ImageReference.of(name.registry(), name.repository(), tag),
                ImmutableSet.of(tag));
    }
}
