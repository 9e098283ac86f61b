package io.cfa.maven.git;

import io.cfa.maven.git.GitProcess.Refusal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * The files of a commit in a directory of their own, as nobody has touched them; the clone that they come from keeps what it has.
 *
 * @param origin    the clone
 * @param directory where the files are
 * @param commit    its full hash
 */
public record Worktree(Path origin, Path directory, String commit) implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofMinutes(5);
    private static final String NAME = "[A-Za-z0-9][A-Za-z0-9._/-]{0,200}";

    /**
     * The commit that a revision names.
     *
     * @param revision a hash, or enough of it, a branch or a tag
     * @return its full hash
     * @throws IllegalArgumentException if the clone has none
     */
    public static String commit(Path clone, String revision) {
        if (revision.endsWith(Revision.DIRTY)) {
            throw new IllegalArgumentException("cfa.revision is " + revision
                    + ": what was not committed then is nowhere now. Next: name a commit that was pushed");
        }
        if (!revision.matches(NAME)) {
            throw new IllegalArgumentException("cfa.revision is \"" + revision.replaceAll("\\p{Cntrl}", "?")
                    + "\", expected a commit such as 1a2b3c4d. Next: name one that was pushed");
        }
        try {
            return git(clone).run("rev-parse", "--verify", "--quiet", "--end-of-options", revision + "^{commit}");
        } catch (Refusal e) {
            throw new IllegalArgumentException(
                    "the clone " + clone + " has no commit " + revision + reason(e)
                            + ". Next: git fetch, or of a clone without its history git fetch --unshallow; in a pipeline GIT_DEPTH: 0");
        }
    }

    /**
     * Checks a commit out.
     *
     * @param directory does not exist yet
     * @throws IllegalArgumentException if git does not do it
     */
    public static Worktree add(Path clone, String commit, Path directory) {
        try {
            git(clone).run("worktree", "add", "--quiet", "--detach", directory.toString(), commit);
            return new Worktree(clone, directory, commit);
        } catch (Refusal e) {
            throw new IllegalArgumentException("git does not check " + commit + " out into " + directory + reason(e)
                    + ". Next: see the free disk space, and git worktree list");
        }
    }

    /** Removes the files, whatever a build left there. */
    @Override
    public void close() {
        try {
            git(origin).run("worktree", "remove", "--force", "--force", directory.toString());
        } catch (Refusal e) {
            throw new IllegalArgumentException("git does not remove the worktree " + directory + reason(e)
                    + ". Next: delete the directory, then git worktree prune");
        }
    }

    private static String reason(Refusal refusal) {
        return refusal.getMessage().equals("no reason given") ? "" : " (" + refusal.getMessage() + ")";
    }

    private static GitProcess git(Path clone) {
        return new GitProcess(clone, List.of("git"), LIMIT);
    }
}
