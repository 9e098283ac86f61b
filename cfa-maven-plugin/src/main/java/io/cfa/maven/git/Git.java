package io.cfa.maven.git;

import com.google.common.base.Suppliers;
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
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Asks git about a clone, as it is when it is first asked; where there is no git or no clone, it has no answers.
 *
 * <p>What concerns the whole clone is asked once, and not by every module.
 */
public final class Git {

    private static final String SHORT = "--short=8";

    private final Path directory;
    private final Consumer<String> notes;
    private final Supplier<Optional<Clone>> clone = Suppliers.memoize(this::read);

    /**
     * Asks about the clone that a directory is in.
     *
     * @param notes is told where an answer is second best
     */
    public Git(Path directory, Consumer<String> notes) {
        this.directory = directory;
        this.notes = notes;
    }

    /**
     * A clone.
     *
     * @param top     its directory
     * @param oldest  the commits before which its history is cut off
     * @param changed what is not committed, below the top; a directory that is new as a whole ends with a slash
     */
    private record Clone(Path top, List<String> oldest, List<String> changed) {}

    /** What is checked out, as an image is tagged. */
    public Optional<String> shortRevision() {
        return clone.get().flatMap(known -> run("rev-parse", SHORT, "HEAD")
                .map(head -> head + (known.changed().isEmpty() ? "" : Revision.DIRTY)));
    }

    /**
     * The last commit that changed one of some files or directories.
     *
     * @param paths those that are outside of the clone are left out; the first is named where a person is told of them
     */
    public Optional<Revision> lastChange(List<Path> paths) {
        Optional<Clone> known = clone.get();
        if (known.isEmpty()) {
            return Optional.empty();
        }
        Path top = known.get().top();
        List<Path> builtHere = paths.stream()
                .map(Git::real)
                .filter(path -> path.startsWith(top))
                .toList();
        return log(builtHere)
                .map(last -> known.get().oldest().contains(last.commit()) ? head(last, paths.get(0)) : last)
                .map(last -> isDirty(known.get(), builtHere)
                        ? new Revision(last.commit() + Revision.DIRTY, last.created())
                        : last);
    }

    private Optional<Clone> read() {
        return run("rev-parse", "--show-toplevel", "--git-path", "shallow").flatMap(lines -> {
            String[] paths = lines.split("\n");
            Path shallow = directory.resolve(paths[1]);
            return run("status", "--porcelain", "-z")
                    .map(status -> new Clone(
                            Path.of(paths[0]), Files.exists(shallow) ? lines(shallow) : List.of(), changed(status)));
        });
    }

    /** Each is preceded by two letters and a space, but for the old name of a file that was renamed. */
    private static List<String> changed(String status) {
        List<String> changed = new ArrayList<>();
        boolean isOldName = false;
        for (String entry : status.split("\0")) {
            if (!entry.isEmpty()) {
                changed.add(isOldName ? entry : entry.substring(3));
                isOldName = !isOldName && entry.substring(0, 2).matches(".*[RC].*");
            }
        }
        return changed;
    }

    private static boolean isDirty(Clone clone, List<Path> paths) {
        return clone.changed().stream().map(clone.top()::resolve).anyMatch(changed -> paths.stream()
                .anyMatch(path -> changed.startsWith(path) || path.startsWith(changed)));
    }

    private Optional<Revision> log(List<Path> paths) {
        List<String> arguments = new ArrayList<>(List.of("log", "-1", "--format=%H %ct", "--"));
        paths.forEach(path -> arguments.add(path.toString()));
        return run(arguments.toArray(String[]::new))
                .filter(line -> !line.isEmpty())
                .map(line -> {
                    String[] fields = line.split(" ");
                    return new Revision(fields[0], Instant.ofEpochSecond(Long.parseLong(fields[1])));
                });
    }

    /** In a shallow clone the oldest commit seems to have added everything. */
    private Revision head(Revision boundary, Path module) {
        Revision head = log(List.of()).orElse(boundary);
        notes.accept("this clone is too shallow to see when " + module.getFileName()
                + " last changed: its image says " + head.commit()
                + ". Next: fetch the whole history (GIT_DEPTH: 0), so that an unchanged service keeps its digest");
        return head;
    }

    private Optional<String> run(String... arguments) {
        List<String> command =
                Stream.concat(Stream.of("git"), Stream.of(arguments)).toList();
        try {
            Process process = new ProcessBuilder(command)
                    .directory(directory.toFile())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).stripTrailing();
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
