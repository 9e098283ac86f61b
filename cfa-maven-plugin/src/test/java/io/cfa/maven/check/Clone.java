package io.cfa.maven.check;

import io.cfa.maven.check.files.ProjectLayout;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/** A clone of a small repository in which everything agrees, to be broken in one place. */
final class Clone {

    private static final Path GOOD = Path.of("src/test/resources/check/good");

    /** The short names of the files in the corpus. */
    static final Map<String, String> FILES = Map.of(
            "compose", "deploy/docker-compose-at-vps/cfa2/docker-compose.yml",
            "env", "deploy/docker-compose-at-vps/cfa2/.env.cfa2",
            "pipeline", ".gitlab/gitlab-ci.dev.yml",
            "entry", ".gitlab-ci.yml",
            "runbook", "docs/deploy/vps-cfa2/cfa2-dev-runbook.md",
            "matrix", "docs/deploy/vps-cfa2/CI-BUILD-MATRIX.md",
            "services", "services/pom.xml",
            "deploy", "deploy/pom.xml");

    private final Path root;

    private Clone(Path root) {
        this.root = root;
    }

    static Clone into(Path directory) throws IOException {
        copy(GOOD, directory);
        return new Clone(directory);
    }

    /** Copies a tree. */
    static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            files.filter(Files::isRegularFile).forEach(file -> {
                try {
                    Path target = to.resolve(from.relativize(file).toString());
                    Files.createDirectories(target.getParent());
                    Files.copy(file, target);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }

    Path file(String name) {
        return root.resolve(FILES.getOrDefault(name, name));
    }

    String read(String name) throws IOException {
        return Files.readString(file(name));
    }

    void write(String name, String text) throws IOException {
        Files.createDirectories(file(name).getParent());
        Files.writeString(file(name), text);
    }

    /** Replaces the first occurrence of a text that must be there. */
    void replace(String name, String search, String replacement) throws IOException {
        String text = read(name);
        int at = text.indexOf(search);
        if (at < 0) {
            throw new IllegalArgumentException(name + " has no \"" + search + "\"");
        }
        write(name, text.substring(0, at) + replacement + text.substring(at + search.length()));
    }

    /** The line, counted from 1, of a text's first occurrence. */
    long line(String name, String search) throws IOException {
        String text = Files.readString(file(name));
        return text.substring(0, text.indexOf(search)).lines().count();
    }

    ProjectLayout checkout() {
        return new ProjectLayout(root, file("compose").getParent(), new TreeSet<>());
    }

    /** What the check says, each without its next step, the files by their short names. */
    List<String> check() {
        return new Checker(checkout(), Optional.empty())
                .check().stream()
                        .map(found -> shortName(found.file()) + ":" + found.line() + "  "
                                + found.finding().observed() + "; expected "
                                + found.finding().expected())
                        .toList();
    }

    private static String shortName(String file) {
        return FILES.entrySet().stream()
                .filter(entry -> entry.getValue().equals(file))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(file);
    }
}
