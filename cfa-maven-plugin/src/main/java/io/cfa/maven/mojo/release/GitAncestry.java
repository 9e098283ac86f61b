package io.cfa.maven.mojo.release;

import io.cfa.maven.git.Git;
import io.cfa.maven.rollout.plan.Ancestry;

/**
 * Asks git which of two commits came first.
 *
 * @param git knows the clone
 */
public record GitAncestry(Git git) implements Ancestry {

    @Override
    public Answer isAncestor(String older, String newer) {
        return Answer.valueOf(git.isAncestor(older, newer).name());
    }
}
