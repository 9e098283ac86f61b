package io.cfa.maven.report;

/** How a probe ended. Unknown is not passed. */
public enum Outcome {
    /** What was observed is what was expected. */
    PASSED,
    /** It is not. */
    FAILED,
    /** It could not be asked. */
    UNKNOWN
}
