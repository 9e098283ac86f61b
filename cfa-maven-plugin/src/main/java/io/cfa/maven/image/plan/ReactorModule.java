package io.cfa.maven.image.plan;

import io.cfa.maven.image.cache.PortablePath;
import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * A module of the reactor that an image takes classes from, and that this build did not compile: its classes may be yesterday's, or those of
 * another clone.
 *
 * @param name     its artifact
 * @param base     its directory
 * @param classes  where its compiler writes
 * @param artifact what Maven gives the image: that directory, a jar beside it, or a jar of the local repository
 */
public record ReactorModule(String name, Path base, Path classes, Path artifact) {

    private static final String OF_MAVEN = "META-INF/(MANIFEST\\.MF|INDEX\\.LIST|maven/.*)";

    /**
     * Why its classes are not those of its sources, where they are not.
     *
     * @param isProven whether it is known that these sources were compiled to these classes; else the files' times tell
     */
    public Optional<String> mismatch(boolean isProven) {
        try {
            if (!Files.isDirectory(classes)) {
                return Optional.of(artifact + " is there, but " + classes + ", which would tell whether it is of these"
                        + " sources, is not");
            }
            Optional<Path> newer = isProven ? Optional.empty() : newerSource();
            if (newer.isPresent()) {
                return Optional.of(newer.get() + " is newer than its classes");
            }
            return Files.isDirectory(artifact) || contents(artifact).equals(contentsOf(classes))
                    ? Optional.empty()
                    : Optional.of(artifact + " holds other files than " + classes);
        } catch (IOException e) {
            return Optional.of(artifact + " cannot be compared with its sources: " + e.getMessage());
        }
    }

    /** A file that was deleted makes its directory newer. */
    private Optional<Path> newerSource() throws IOException {
        FileTime built = FileTime.fromMillis(0);
        try (Stream<Path> tree = Files.walk(classes, FileVisitOption.FOLLOW_LINKS)) {
            for (Path file : (Iterable<Path>) tree.filter(Files::isRegularFile)::iterator) {
                FileTime time = Files.getLastModifiedTime(file);
                built = time.compareTo(built) > 0 ? time : built;
            }
        }
        Path sources = base.resolve("src/main");
        try (Stream<Path> tree =
                Files.isDirectory(sources) ? Files.walk(sources, FileVisitOption.FOLLOW_LINKS) : Stream.empty()) {
            for (Path source : (Iterable<Path>) Stream.concat(tree, Stream.of(base.resolve("pom.xml")))::iterator) {
                if (Files.exists(source) && Files.getLastModifiedTime(source).compareTo(built) > 0) {
                    return Optional.of(source);
                }
            }
        }
        return Optional.empty();
    }

    /** The hash of each file's bytes: this is no guard against those who want two files to look alike. */
    private static SortedMap<String, Integer> contents(Path jar) throws IOException {
        SortedMap<String, Integer> contents = new TreeMap<>();
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            for (ZipEntry entry : Collections.list(zip.entries())) {
                if (!entry.isDirectory() && !entry.getName().matches(OF_MAVEN)) {
                    contents.put(
                            entry.getName(),
                            Arrays.hashCode(zip.getInputStream(entry).readAllBytes()));
                }
            }
        }
        return contents;
    }

    private static Map<String, Integer> contentsOf(Path directory) throws IOException {
        SortedMap<String, Integer> contents = new TreeMap<>();
        try (Stream<Path> tree = Files.walk(directory, FileVisitOption.FOLLOW_LINKS)) {
            for (Path file : (Iterable<Path>) tree.filter(Files::isRegularFile)::iterator) {
                String name = PortablePath.relative(directory, file);
                if (!name.matches(OF_MAVEN)) {
                    contents.put(name, Arrays.hashCode(Files.readAllBytes(file)));
                }
            }
        }
        return contents;
    }
}
