package io.cfa.maven.image;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Asks git about a clone; where there is no git or no clone, it has no answers. */
public final class Git {

    private static final String SHORT = "--short=8";

    private final Path directory;
    private final Consumer<String> notes;

    /**
     * Asks about the clone that a directory is in.
     *
     * @param notes is told where an answer is second best
     */
    public Git(Path directory, Consumer<String> notes) {
        this.directory = directory;
        this.notes = notes;
    }

    /** What is checked out, as an image is tagged. */
    public Optional<String> shortRevision() {
        return run("rev-parse", SHORT, "HEAD").map(head -> head + (isDirty(List.of()) ? Revision.DIRTY : ""));
    }

    /**
     * The last commit that changed one of some files or directories.
     *
     * @param paths those that are outside of the clone are left out
     */
    public Optional<Revision> lastChange(List<Path> paths) {
        Optional<Path> top = run("rev-parse", "--show-toplevel").map(Path::of);
        if (top.isEmpty()) {
            return Optional.empty();
        }
        List<String> ours = paths.stream()
                .map(Git::real)
                .filter(path -> path.startsWith(top.get()))
                .map(Path::toString)
                .toList();
        return log(ours)
                .map(last -> isBoundary(last.commit()) ? head(last) : last)
                .map(last -> isDirty(ours) ? new Revision(last.commit() + Revision.DIRTY, last.created()) : last);
    }

    private Optional<Revision> log(List<String> paths) {
        List<String> arguments = new ArrayList<>(List.of("log", "-1", "--format=%H %ct", "--"));
        arguments.addAll(paths);
        return run(arguments.toArray(String[]::new))
                .filter(line -> !line.isEmpty())
                .map(line -> {
                    String[] fields = line.split(" ");
                    return new Revision(fields[0], Instant.ofEpochSecond(Long.parseLong(fields[1])));
                });
    }

    /** In a shallow clone the oldest commit seems to have added everything. */
    private boolean isBoundary(String commit) {
        return run("rev-parse", "--git-path", "shallow")
                .map(directory::resolve)
                .filter(Files::exists)
                .filter(file -> lines(file).contains(commit))
                .isPresent();
    }

    private Revision head(Revision boundary) {
        Revision head = log(List.of()).orElse(boundary);
        notes.accept("this clone is too shallow to see when " + directory.getFileName()
                + " last changed: its image says " + head.commit()
                + ". Next: fetch the whole history (GIT_DEPTH: 0), so that an unchanged service keeps its digest");
        return head;
    }

    private boolean isDirty(List<String> paths) {
        List<String> arguments = new ArrayList<>(List.of("status", "--porcelain", "--"));
        arguments.addAll(paths);
        return run(arguments.toArray(String[]::new))
                .filter(lines -> !lines.isEmpty())
                .isPresent();
    }

    private Optional<String> run(String... arguments) {
        List<String> command =
                Stream.concat(Stream.of("git"), Stream.of(arguments)).toList();
        try {
            Process process = new ProcessBuilder(command)
                    .directory(directory.toFile())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            return process.waitFor() == 0 ? Optional.of(output) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private static Path real(Path path) {
        try {
            return path.toRealPath();
        } catch (IOException e) {
            return path.toAbsolutePath().normalize();
        }
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
