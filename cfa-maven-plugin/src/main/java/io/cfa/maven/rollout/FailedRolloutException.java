package io.cfa.maven.rollout;

import io.cfa.maven.report.Report;

/** A rollout failed after it had replaced containers; the report shows what runs now. */
public final class FailedRolloutException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Report report;

    FailedRolloutException(String message, Report report, Throwable cause) {
        super(message, cause);
        this.report = report;
    }

    /** What runs now. */
    public Report report() {
        return report;
    }
}
