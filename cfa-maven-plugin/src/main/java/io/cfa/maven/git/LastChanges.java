package io.cfa.maven.git;

import io.cfa.maven.git.GitProcess.Refusal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The last commit that changed each of some files and directories, asked of git once for all of them. */
final class LastChanges {

    private static final String COMMIT = "\1";

    private final Map<String, Integer> places = new HashMap<>();
    private final List<Revision> revisions = new ArrayList<>();

    private final Set<String> asked;

    private LastChanges(Set<String> asked) {
        this.asked = asked;
    }

    /**
     * Reads history from its head on, until all of them have changed.
     *
     * @param paths below the top of the clone, with slashes; an empty one is all of it
     */
    static LastChanges read(GitProcess git, Collection<String> paths) throws Refusal {
        LastChanges changes = new LastChanges(Set.copyOf(paths));
        Set<String> open = new HashSet<>(paths);
        List<String> arguments = new ArrayList<>(List.of(
                "log",
                "-z",
                "--no-show-signature",
                "--no-renames",
                "--no-color",
                "--no-ext-diff",
                "--ignore-submodules=none",
                "--diff-merges=combined",
                "--name-only",
                "--format=%x01%H %ct",
                "HEAD"));
        // what cannot be said in the locale of this process is looked for in all of history
        if (!paths.contains("") && paths.stream().allMatch(path -> path.matches("\\p{ASCII}+"))) {
            arguments.add("--");
            paths.forEach(path -> arguments.add(":(top,literal)" + path));
        }
        git.read(token -> changes.take(token.strip(), open), arguments);
        return changes;
    }

    private boolean take(String token, Set<String> open) {
        if (token.startsWith(COMMIT)) {
            String[] fields = token.substring(1).strip().split("[ \\n]");
            revisions.add(new Revision(fields[0], Instant.ofEpochSecond(Long.parseLong(fields[1]))));
        } else if (!token.isEmpty() && !revisions.isEmpty()) {
            open.removeIf(path -> {
                boolean isIn = path.isEmpty() || token.equals(path) || token.startsWith(path + "/");
                if (isIn) {
                    places.put(path, revisions.size() - 1);
                }
                return isIn;
            });
        }
        return !open.isEmpty();
    }

    /** The latest of the changes of some of them. */
    Optional<Revision> of(Collection<String> paths) {
        return paths.stream()
                .map(places::get)
                .filter(place -> place != null)
                .min(Integer::compare)
                .map(revisions::get);
    }

    /** Whether it was asked for all of them; what was never committed has no answer, and is not asked for again. */
    boolean knows(Collection<String> paths) {
        return asked.containsAll(paths);
    }
}
