package io.cfa.maven.report;

/** How a probe ended, the mildest first but for what passed. Unknown is not passed. */
public enum Outcome {
    /** What was observed is what was expected. */
    PASSED,
    /** It works, and a person should know how: fails nothing. */
    WARNED,
    /** It is not. */
    FAILED,
    /** It could not be asked. */
    UNKNOWN
}
