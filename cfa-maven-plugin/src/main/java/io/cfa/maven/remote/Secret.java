package io.cfa.maven.remote;

import java.util.Objects;

/**
 * A text that must never be seen: it prints as {@value #MASK}, and only {@link #reveal()} gives it out.
 */
public final class Secret {

    /** What stands in any output in the place of a secret. */
    public static final String MASK = "•••";

    private final String value;

    private Secret(String value) {
        this.value = Objects.requireNonNull(value, "value");
    }

    /** Wraps a text; an empty one is allowed, as some servers want an empty password. */
    public static Secret of(String value) {
        return new Secret(value);
    }

    /** The text itself, for the one place that sends it. */
    public String reveal() {
        return value;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Secret secret && secret.value.equals(value);
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }

    @Override
    public String toString() {
        return MASK;
    }
}
