package io.cfa.maven.image;

import io.cfa.maven.git.Git;
import io.cfa.maven.image.credentials.Credentials;
import io.cfa.maven.image.registry.RegistryAccess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * How a build reaches the world.
 *
 * @param id       names this build, and no other
 * @param git      knows the clone that is built
 * @param cache    what is kept from build to build
 * @param network  how registries are reached
 * @param progress is told what a person should see
 */
public record BuildSettings(String id, Git git, Cache cache, Network network, Progress progress) {

    /**
     * What is kept from build to build.
     *
     * @param directory where
     * @param bytes     how much, of what is there when a build begins
     */
    public record Cache(Path directory, long bytes) {

        /** The size where none is given: 4 GiB. */
        public static final long USUAL = 4L << 30;
    }

    /**
     * How registries are reached.
     *
     * @param offline     whether nothing may be asked of one
     * @param access      how they may be reached
     * @param credentials who we are
     * @param sleep       waits
     */
    public record Network(boolean offline, RegistryAccess access, Credentials credentials, Consumer<Duration> sleep) {}
}
