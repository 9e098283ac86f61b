package io.cfa.maven.rollout.execute;

import io.cfa.maven.report.Report;
import java.util.Optional;

/** A rollout or rollback failed after it had replaced containers; the message says both that and what became of the host. */
public final class FailedRolloutException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Report report;
    private final transient Optional<Report> after;

    public FailedRolloutException(String message, Report report, Optional<Report> after, Throwable cause) {
        super(message, cause);
        this.report = report;
        this.after = after;
    }

    /** What failed, seen before the rollback. */
    public Report report() {
        return report;
    }

    /** What runs since the rollback, if there was one. */
    public Optional<Report> after() {
        return after;
    }
}
