package io.cfa.maven.git;

import io.cfa.maven.git.GitProcess.Refusal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What some files and directories are in the commit that is checked out: the name of git's object of each, which is a hash of all that is in it.
 *
 * <p>Source: git's manual, git-ls-tree, "Output format".
 */
final class CommittedObjects {

    private static final String WHOLE = "";

    private CommittedObjects() {}

    /**
     * Reads them.
     *
     * @param paths below the top of the clone, with slashes; an empty one is all of it
     * @return by path; what the commit does not have is left out
     */
    static SortedMap<String, String> read(GitProcess git, Collection<String> paths) throws Refusal {
        SortedMap<String, String> objects = new TreeMap<>();
        List<String> named = new ArrayList<>(paths);
        if (named.removeIf(WHOLE::equals)) {
            objects.put(WHOLE, git.run("rev-parse", "HEAD^{tree}").strip());
        }
        if (!named.isEmpty()) {
            List<String> arguments = new ArrayList<>(List.of("ls-tree", "-z", "--full-tree", "HEAD", "--"));
            arguments.addAll(named);
            git.read(
                    entry -> {
                        int tab = entry.indexOf('\t');
                        if (tab > 0) {
                            // mode, type and name
                            objects.put(entry.substring(tab + 1), entry.substring(0, tab));
                        }
                        return true;
                    },
                    arguments);
        }
        return objects;
    }
}
