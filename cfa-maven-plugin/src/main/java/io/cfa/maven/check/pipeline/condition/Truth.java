package io.cfa.maven.check.pipeline.condition;

/** What a condition is where not all of its variables are known. */
public enum Truth {
    TRUE,
    FALSE,
    UNKNOWN;

    /** Either of the known ones. */
    public static Truth of(boolean value) {
        return value ? TRUE : FALSE;
    }

    /** Both; what is false is false whatever the other is. */
    public Truth and(Truth other) {
        return this == FALSE || other == FALSE ? FALSE : this == TRUE ? other : UNKNOWN;
    }

    /** One of both. */
    public Truth or(Truth other) {
        return not().and(other.not()).not();
    }

    /** The other one. */
    public Truth not() {
        return this == UNKNOWN ? UNKNOWN : of(this == FALSE);
    }
}
