package io.cfa.maven.readers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A directory with the files of one case: the text before the first line {@code === NAME} is {@code .gitlab-ci.yml}, what stands behind such a line
 * is the file of that name.
 *
 * @param root the directory
 */
record PipelineDirectory(Path root) implements AutoCloseable {

    static final String BRANCH = "dev-cfa2";

    static PipelineDirectory of(String text) throws IOException {
        Path root = Files.createTempDirectory("pipeline").toRealPath();
        write(root, text);
        return new PipelineDirectory(root);
    }

    /** Writes the files of a case, and nothing else is left there but what begins with {@code .git/}. */
    static void write(Path root, String text) throws IOException {
        String[] files = text.split("(?m)^=== ");
        Files.writeString(root.resolve(".gitlab-ci.yml"), files[0]);
        for (String file : List.of(files).subList(1, files.length)) {
            String[] parts = file.split("\n", 2);
            Path path = root.resolve(parts[0].strip());
            Files.createDirectories(path.getParent());
            Files.writeString(path, parts[1]);
        }
    }

    @Override
    public void close() {
        empty(root);
        root.toFile().delete();
    }

    /** Deletes all but the repository's own directory. */
    static void empty(Path root) {
        try (Stream<Path> all = Files.walk(root)) {
            all.filter(path -> !path.equals(root) && !path.startsWith(root.resolve(".git")))
                    .sorted(Comparator.reverseOrder())
                    .forEach(path -> path.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
