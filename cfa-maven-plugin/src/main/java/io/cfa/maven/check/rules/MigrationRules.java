package io.cfa.maven.check.rules;

import io.cfa.maven.check.files.Findings;
import io.cfa.maven.check.files.ProjectLayout;
import io.cfa.maven.check.files.SourceFile;
import io.cfa.maven.model.source.SourceLocation;
import io.cfa.maven.schema.MigrationReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What must hold of the migrations of each module under {@code services}: names that Flyway reads, a version for each alone, no gap, headers that say
 * something known.
 */
public final class MigrationRules {

    /** Where Flyway looks unless told otherwise, and where the modules keep others: each directory below has a history of its own. */
    private static final String MIGRATIONS = "src/main/resources/db";

    private final ProjectLayout checkout;
    private final Findings findings;
    private final SourceFile source;

    /** The rules for the migrations of a clone. */
    public MigrationRules(ProjectLayout checkout, Findings findings, SourceFile source) {
        this.checkout = checkout;
        this.findings = findings;
        this.source = source;
    }

    /**
     * Checks every module.
     *
     * @param released of which nothing is said that can be mended before the release alone; absent where it is not known
     */
    public void check(Optional<Set<Path>> released) {
        Path modules = checkout.modules().getParent();
        for (Path module : children(modules)) {
            children(module.resolve(MIGRATIONS)).forEach(directory -> history(directory, released));
        }
    }

    private void history(Path directory, Optional<Set<Path>> released) {
        Map<String, String> scripts = new TreeMap<>();
        for (Path file : children(directory)) {
            if (file.getFileName().toString().endsWith(".sql")) {
                source.read(file)
                        .ifPresent(text -> scripts.put(file.getFileName().toString(), text));
            }
        }
        MigrationReader reader = new MigrationReader();
        reader.read(scripts);
        reader.problems()
                .forEach(problem -> findings.add(
                        new SourceLocation(directory.resolve(problem.script()), problem.line()),
                        problem.observed(),
                        problem.expected(),
                        problem.next()));
        released.ifPresent(known -> reader.locks().stream()
                .filter(lock -> !known.contains(real(directory.resolve(lock.script()))))
                .forEach(lock -> findings.warn(
                        new SourceLocation(directory.resolve(lock.script()), lock.line()),
                        lock.observed(),
                        lock.expected(),
                        lock.next())));
    }

    /** As git names it, whatever links lead to the clone. */
    private static Path real(Path file) {
        try {
            return file.toRealPath();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Path> children(Path directory) {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> children = Files.list(directory)) {
            return children.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
