package io.cfa.maven.rollout.plan;

/** Which of two commits came first. */
@FunctionalInterface
public interface Ancestry {

    /** What is known. */
    enum Answer {
        /** It is an ancestor. */
        YES,
        /** It is none. */
        NO,
        /** The history at hand does not tell: it is shallow, there is none, or it lacks a commit. */
        UNKNOWN
    }

    /** Whether the first commit is an ancestor of the second. */
    Answer isAncestor(String older, String newer);
}
