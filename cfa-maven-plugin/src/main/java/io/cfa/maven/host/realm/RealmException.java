package io.cfa.maven.host.realm;

import io.cfa.maven.host.RolloutException;
import io.cfa.maven.report.Finding;

/** The realm's file or Keycloak is not what it should be. */
public final class RealmException extends RolloutException {

    private static final long serialVersionUID = 1L;

    private final transient Finding finding;

    /** What was found, and what helps. */
    RealmException(String problem, String next) {
        super(problem + ". Next: " + next);
        this.finding = new Finding(RealmAdmin.SERVICE, problem, "an answer of its admin API", next);
    }

    /** The same for a report. */
    public Finding finding() {
        return finding;
    }
}
