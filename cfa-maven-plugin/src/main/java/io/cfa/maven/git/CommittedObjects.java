package io.cfa.maven.git;

import io.cfa.maven.git.GitProcess.Refusal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/**
 * What some files and directories are in the commit that is checked out: the name of git's object of each, which is a hash of all that is in it.
 *
 * <p>Source: git's manual, git-ls-tree, "Output format".
 */
final class CommittedObjects {

    private static final String WHOLE = "";

    /** Links, and commits of other repositories: their names do not tell what is read through them. */
    private static final String LEADS_ELSEWHERE = "1[26]0000 .*";

    private CommittedObjects() {}

    /**
     * Reads them.
     *
     * @param paths below the top of the clone, with slashes; an empty one is all of it
     * @return by path; what the commit does not have is left out, and what leads out of it
     */
    static SortedMap<String, String> read(GitProcess git, Collection<String> paths) throws Refusal {
        SortedMap<String, String> objects = new TreeMap<>();
        List<String> named = new ArrayList<>(paths);
        boolean isWhole = named.removeIf(WHOLE::equals);
        if (isWhole) {
            objects.put(WHOLE, git.run("rev-parse", "HEAD^{tree}").strip());
        }
        if (!named.isEmpty()) {
            list(git, named, objects::put);
        }
        list(
                git,
                isWhole ? List.of() : named,
                (path, object) -> {
                    if (object.matches(LEADS_ELSEWHERE)) {
                        objects.keySet()
                                .removeIf(asked ->
                                        asked.equals(WHOLE) || path.equals(asked) || path.startsWith(asked + "/"));
                    }
                },
                "-r");
        return objects;
    }

    /** Tells of each entry its path, and its mode, type and name. */
    private static void list(GitProcess git, List<String> paths, BiConsumer<String, String> to, String... options)
            throws Refusal {
        List<String> arguments = new ArrayList<>(List.of("ls-tree", "-z", "--full-tree"));
        arguments.addAll(List.of(options));
        arguments.addAll(List.of("HEAD", "--"));
        arguments.addAll(paths);
        git.read(
                entry -> {
                    int tab = entry.indexOf('\t');
                    if (tab > 0) {
                        to.accept(entry.substring(tab + 1), entry.substring(0, tab));
                    }
                    return true;
                },
                arguments);
    }
}
