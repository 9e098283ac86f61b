package io.cfa.maven.image;

import io.cfa.maven.git.Git;
import io.cfa.maven.image.cache.ImageException;
import io.cfa.maven.image.credentials.Credentials;
import io.cfa.maven.image.registry.RegistryAccess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

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

        private static final Pattern SIZE =
                Pattern.compile("(\\d{1,12})\\s*(?:([KMGT])(?:i?B)?|B)?", Pattern.CASE_INSENSITIVE);
        private static final String UNITS = "KMGT";
        private static final int STEP = 10;

        /**
         * Reads a size, in powers of 1024.
         *
         * @param text such as {@code 4GiB} or {@code 500M}; null for the usual one
         * @throws ImageException if it is none
         */
        public static long size(String text) {
            if (text == null || text.isBlank()) {
                return USUAL;
            }
            Matcher matcher = SIZE.matcher(text.strip());
            if (!matcher.matches()) {
                throw new ImageException("cfa.cacheSize is " + text + ", expected a size such as 4GiB or 500M."
                        + " Next: correct it, or leave it out for 4GiB");
            }
            int unit = matcher.group(2) == null
                    ? 0
                    : 1 + UNITS.indexOf(matcher.group(2).toUpperCase(Locale.ROOT));
            return Long.parseLong(matcher.group(1)) << STEP * unit;
        }
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
