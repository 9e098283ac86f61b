package io.cfa.maven.image.runtime;

import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * A directory in a cache for as long as something is made in it.
 *
 * @param path itself
 */
public record WorkDirectory(Path path) implements AutoCloseable {

    private static final String WORK = "work-";
    private static final Duration STALE = Duration.ofDays(1);

    /** A new one; what a build left that was killed goes. */
    public static WorkDirectory in(Path cache) throws IOException {
        sweep(cache);
        return new WorkDirectory(Files.createDirectories(cache.resolve(WORK + UUID.randomUUID())));
    }

    private static void sweep(Path cache) throws IOException {
        if (!Files.isDirectory(cache)) {
            return;
        }
        try (Stream<Path> all = Files.list(cache)) {
            for (Path each : (Iterable<Path>) all::iterator) {
                boolean isWork = each.getFileName().toString().startsWith(WORK);
                if (isWork
                        && Files.getLastModifiedTime(each)
                                .toInstant()
                                .isBefore(Instant.now().minus(STALE))) {
                    delete(each);
                }
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    @Override
    public void close() {
        delete(path);
    }

    private static void delete(Path work) {
        try {
            if (Files.exists(work)) {
                MoreFiles.deleteRecursively(work, RecursiveDeleteOption.ALLOW_INSECURE);
            }
        } catch (IOException e) {
            // a later build sweeps it
        }
    }
}
