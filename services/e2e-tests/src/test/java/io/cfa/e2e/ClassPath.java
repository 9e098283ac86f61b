package io.cfa.e2e;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a service's process runs on: its own classes, and of what all services need at run time, as Maven wrote it to {@code target/classpath},
 * everything but the other services, each of which brings its own settings and migrations.
 */
final class ClassPath {

    private ClassPath() {}

    /** With the classes of a test's own beside it. */
    static String of(Class<?> main, Collection<Class<?>> services, Class<?> own) {
        Set<Path> notOurs = services.stream().map(ClassPath::placeOf).collect(Collectors.toSet());
        return Stream.concat(
                        Stream.of(placeOf(main), placeOf(own)),
                        atRunTime().stream().filter(entry -> !notOurs.contains(entry)))
                .map(Path::toString)
                .collect(Collectors.joining(File.pathSeparator));
    }

    /** A jar, or a directory of classes. */
    private static Path placeOf(Class<?> type) {
        try {
            return Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<Path> atRunTime() {
        try {
            String entries = Files.readString(Path.of("target/classpath"));
            return Stream.of(entries.trim().split(File.pathSeparator))
                    .map(Path::of)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("Next: run Maven's phase process-test-resources of this module", e);
        }
    }
}
