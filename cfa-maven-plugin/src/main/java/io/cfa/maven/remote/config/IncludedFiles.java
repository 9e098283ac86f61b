package io.cfa.maven.remote.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The files that a pattern names, with wildcards in directories too, sorted; what is not there is not included, as with ssh. */
final class IncludedFiles {

    private IncludedFiles() {}

    static List<Path> matching(Path pattern) {
        List<Path> found = List.of(pattern.getRoot());
        for (Path part : pattern) {
            found = found.stream()
                    .flatMap(directory -> inside(directory, part.toString()))
                    .toList();
        }
        return found.stream().filter(Files::isRegularFile).toList();
    }

    private static Stream<Path> inside(Path directory, String part) {
        if (part.chars().noneMatch(letter -> letter == '*' || letter == '?' || letter == '[')) {
            return Stream.of(directory.resolve(part)).filter(Files::exists);
        }
        var matcher = directory.getFileSystem().getPathMatcher("glob:" + part.replace("{", "\\{"));
        try (Stream<Path> names = Files.list(directory)) {
            return names
                    .filter(name -> matcher.matches(name.getFileName()))
                    .filter(name -> part.startsWith(".")
                            || !name.getFileName().toString().startsWith("."))
                    .sorted()
                    .toList()
                    .stream();
        } catch (IOException e) {
            return Stream.of();
        }
    }
}
