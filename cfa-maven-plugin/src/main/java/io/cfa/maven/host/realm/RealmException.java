package io.cfa.maven.host.realm;

import io.cfa.maven.host.RolloutException;

/** The realm's file or Keycloak is not what it should be. */
public final class RealmException extends RolloutException {

    private static final long serialVersionUID = 1L;

    private final String problem;
    private final String next;

    /** What was found, and what helps. */
    RealmException(String problem, String next) {
        super(problem + ". Next: " + next);
        this.problem = problem;
        this.next = next;
    }

    /** The message without the next step. */
    public String problem() {
        return problem;
    }

    /** What helps. */
    public String next() {
        return next;
    }
}
