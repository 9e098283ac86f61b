package io.cfa.maven.git;

import io.cfa.maven.git.GitProcess.Refusal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Compares files with what a branch first had of them: each commit that the branch ever stood at was released. Commits that came with a merge were not,
 * and a history that is cut off begins where it begins.
 */
public final class ReleasedFiles {

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final int SHORT = 8;
    private static final String NOTHING = "0{40,64}";

    private final GitProcess git;
    private final Consumer<String> notes;

    /**
     * Asks about the clone that a directory is in.
     *
     * @param notes is told where nothing can be compared
     */
    public ReleasedFiles(Path directory, Consumer<String> notes) {
        this.git = new GitProcess(directory, List.of("git"), LIMIT);
        this.notes = notes;
    }

    /**
     * A file that is not what was released.
     *
     * @param file   where it is, or was
     * @param commit that first had it, shortened
     */
    public record Changed(Path file, String commit) {}

    private record First(String blob, String commit) {}

    /**
     * Those whose bytes are others now, or that are gone.
     *
     * @param branch such as {@code origin/dev-cfa2}; where the clone does not have it, nothing is known to have been released
     * @param files  a pathspec of git, from the top of the clone
     */
    public List<Changed> changedSince(String branch, String files) {
        try {
            Path top = Path.of(git.run("rev-parse", "--show-toplevel"));
            String head = git.run("rev-parse", "--verify", "--quiet", "--end-of-options", branch + "^{commit}");
            List<Changed> changed = new ArrayList<>();
            for (Map.Entry<String, First> each : first(head, files).entrySet()) {
                Path file = top.resolve(each.getKey());
                if (!Files.isRegularFile(file)
                        || !git.run("hash-object", "--", file.toString())
                                .equals(each.getValue().blob())) {
                    changed.add(new Changed(file, each.getValue().commit()));
                }
            }
            return changed;
        } catch (Refusal e) {
            notes.accept("what was released is not known: the clone has no branch " + branch);
            return List.of();
        }
    }

    /**
     * The files that a branch has had.
     *
     * @param branch such as {@code origin/dev-cfa2}
     * @param files  a pathspec of git, from the top of the clone
     * @return absent where the clone does not have the branch
     */
    public Optional<Set<Path>> releasedBy(String branch, String files) {
        try {
            Path top = Path.of(git.run("rev-parse", "--show-toplevel"));
            String head = git.run("rev-parse", "--verify", "--quiet", "--end-of-options", branch + "^{commit}");
            return Optional.of(
                    first(head, files).keySet().stream().map(top::resolve).collect(Collectors.toSet()));
        } catch (Refusal e) {
            return Optional.empty();
        }
    }

    /** The oldest first; lines such as {@code :000000 100644 <blob> <blob> A<tab><path>} below the commit of each. */
    private Map<String, First> first(String head, String files) throws Refusal {
        Map<String, First> first = new LinkedHashMap<>();
        String commit = "";
        String log = git.run(
                "log",
                "--first-parent",
                "-m",
                "--reverse",
                "--raw",
                "--no-abbrev",
                "--no-renames",
                "--format=%h",
                head,
                "--",
                ":(top,glob)" + files);
        for (String line : log.lines().filter(text -> !text.isBlank()).toList()) {
            if (!line.startsWith(":")) {
                commit = line.substring(0, Math.min(SHORT, line.length()));
                continue;
            }
            String[] words = line.substring(0, line.indexOf('\t')).split(" ");
            String blob = words[3];
            if (!blob.matches(NOTHING)) {
                first.putIfAbsent(line.substring(line.indexOf('\t') + 1), new First(blob, commit));
            }
        }
        return first;
    }
}
