package io.cfa.maven.image.plan;

import io.cfa.maven.image.cache.PortablePath;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * The names of what a jar, or a directory of classes, holds, where it matters which one comes first on a class path; a jar's directory is read once for
 * all services of a build.
 */
final class EntryNames {

    private static final Map<Key, List<String>> KNOWN = new ConcurrentHashMap<>();

    /** Is looked for in all places by those who read it, or is said of one jar alone. */
    private static final Pattern OF_EACH = Pattern.compile("META-INF/.*|module-info\\.class|.*/|[^/]+\\.(txt|md|html)");

    private EntryNames() {}

    /** Whether only the first one of a name is found. */
    static boolean isOfOnePlace(String name) {
        return !OF_EACH.matcher(name).matches();
    }

    private record Key(Path jar, long size, long time) {}

    static List<String> of(Path jarOrDirectory) throws IOException {
        if (Files.isDirectory(jarOrDirectory)) {
            return ofDirectory(jarOrDirectory);
        }
        Key key = new Key(
                jarOrDirectory,
                Files.size(jarOrDirectory),
                Files.getLastModifiedTime(jarOrDirectory).toMillis());
        List<String> known = KNOWN.get(key);
        if (known == null) {
            known = ofJar(jarOrDirectory);
            KNOWN.put(key, known);
        }
        return known;
    }

    private static List<String> ofJar(Path jar) throws IOException {
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            return zip.stream()
                    .map(ZipEntry::getName)
                    .filter(EntryNames::isOfOnePlace)
                    .toList();
        }
    }

    private static List<String> ofDirectory(Path directory) throws IOException {
        try (Stream<Path> tree = Files.walk(directory, FileVisitOption.FOLLOW_LINKS)) {
            return tree.filter(Files::isRegularFile)
                    .map(file -> PortablePath.relative(directory, file))
                    .filter(EntryNames::isOfOnePlace)
                    .toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }
}
