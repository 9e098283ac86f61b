package io.cfa.maven.image.plan;

import io.cfa.maven.image.cache.ChecksummedFile;
import io.cfa.maven.image.cache.ImageException;
import io.cfa.maven.model.Sha256;
import io.cfa.maven.schema.Migration;
import io.cfa.maven.schema.MigrationReader;
import io.cfa.maven.schema.RequiredSchema;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The migrations that a module's image brings along: {@code db/migration}, and {@code db/<name>} of the reactor's other modules, which the table
 * {@code <name>_schema_history} keeps.
 */
public final class ModuleSchema {

    /** Another reading of the same scripts needs another form, or what was kept before would be believed. */
    private static final String FORM = "1";

    private static final int LARGEST = 4 << 20;

    private final Path cache;

    /** What was read once is kept in a directory, as understanding SQL takes longer than all else. */
    public ModuleSchema(Path cache) {
        this.cache = cache.resolve("schemas");
    }

    /**
     * The label of {@link RequiredSchema}; empty without migrations.
     *
     * @param roots the module's directory of classes, and the jars or directories of the reactor's modules that it runs with
     * @throws ImageException if a migration cannot be read, or one is wrong
     */
    public Optional<String> label(List<Path> roots) {
        SortedMap<String, SortedMap<String, String>> scripts = new TreeMap<>();
        roots.forEach(root -> collect(root, scripts));
        if (scripts.isEmpty()) {
            return Optional.empty();
        }
        String key = key(scripts);
        Path kept = cache.resolve(key);
        return Optional.of(ChecksummedFile.read(kept, key).orElseGet(() -> read(scripts, kept, key)));
    }

    private static String read(SortedMap<String, SortedMap<String, String>> scripts, Path kept, String key) {
        SortedMap<String, List<Migration>> histories = new TreeMap<>();
        scripts.forEach((table, files) -> {
            MigrationReader reader = new MigrationReader();
            histories.put(table, reader.read(files));
            reader.problems().stream().findFirst().ifPresent(problem -> {
                throw new ImageException(problem.script() + ":" + problem.line() + " " + problem.observed()
                        + "; expected " + problem.expected() + ". Next: " + problem.next());
            });
        });
        String label = new RequiredSchema(histories).toJson();
        try {
            ChecksummedFile.write(kept, key, label);
        } catch (IOException e) {
            throw new ImageException(
                    kept + " cannot be written: " + e.getMessage()
                            + ". Next: see the free disk space and the permissions there",
                    e);
        }
        return label;
    }

    private static String key(SortedMap<String, SortedMap<String, String>> scripts) {
        StringBuilder text = new StringBuilder(FORM + "\n");
        scripts.forEach((table, files) -> files.forEach((name, sql) -> text.append(table)
                .append('\n')
                .append(name)
                .append('\n')
                .append(sql.length())
                .append('\n')
                .append(sql)));
        return Sha256.of(text.toString().getBytes(StandardCharsets.UTF_8))
                .toString()
                .substring("sha256:".length());
    }

    private static void collect(Path root, SortedMap<String, SortedMap<String, String>> scripts) {
        try {
            if (Files.isDirectory(root)) {
                collectFrom(root.resolve("db"), scripts);
            } else if (Files.isRegularFile(root)) {
                try (FileSystem jar = FileSystems.newFileSystem(root)) {
                    collectFrom(jar.getPath("db"), scripts);
                }
            }
        } catch (IOException e) {
            throw new ImageException(
                    "the migrations of " + root + " cannot be read: " + e.getMessage()
                            + ". Next: build it again (mvn package)",
                    e);
        }
    }

    private static void collectFrom(Path directory, SortedMap<String, SortedMap<String, String>> scripts)
            throws IOException {
        if (!Files.isDirectory(directory)) {
            return;
        }
        List<Path> files;
        try (Stream<Path> tree = Files.walk(directory, 2)) {
            files = tree.filter(file -> file.toString().endsWith(".sql"))
                    .filter(Files::isRegularFile)
                    .toList();
        }
        for (Path file : files) {
            if (Files.size(file) > LARGEST) {
                throw new ImageException(file + " has " + Files.size(file) + " bytes, expected at most " + LARGEST
                        + ". Next: load data by other means than a migration");
            }
            if (!file.getParent().equals(directory)) {
                scripts.computeIfAbsent(table(file.getParent().getFileName().toString()), any -> new TreeMap<>())
                        .put(file.getFileName().toString(), Files.readString(file));
            }
        }
    }

    private static String table(String directory) {
        String name = directory.replace("/", "");
        return (name.equals("migration") ? "flyway" : name) + "_schema_history";
    }
}
