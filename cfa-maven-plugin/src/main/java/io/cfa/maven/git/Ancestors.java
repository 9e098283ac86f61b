package io.cfa.maven.git;

import io.cfa.maven.git.GitProcess.Refusal;

/** Which of two commits came first, as far as the history that is here tells: a shallow clone says that it does not know, where it would else say no. */
public final class Ancestors {

    /** What came first. */
    public enum Answer {
        /** The first commit is an ancestor of the second, or the same. */
        YES,
        /** It is none. */
        NO,
        /** The history that is here does not tell. */
        UNKNOWN
    }

    private final GitProcess git;

    Ancestors(GitProcess git) {
        this.git = git;
    }

    Answer isAncestor(String older, String newer) {
        if (!isCommit(older) || !isCommit(newer)) {
            return Answer.UNKNOWN;
        }
        try {
            git.run("merge-base", "--is-ancestor", older, newer);
            return Answer.YES;
        } catch (Refusal e) {
            // where history ends early, not to find an ancestor says nothing
            return e.status() == 1 && isWhole() ? Answer.NO : Answer.UNKNOWN;
        }
    }

    private boolean isCommit(String revision) {
        return revision.matches("[0-9a-f]{4,64}")
                && git.answer("cat-file", "-e", revision + "^{commit}").isPresent();
    }

    private boolean isWhole() {
        return git.answer("rev-parse", "--is-shallow-repository")
                .filter("false"::equals)
                .isPresent();
    }
}
