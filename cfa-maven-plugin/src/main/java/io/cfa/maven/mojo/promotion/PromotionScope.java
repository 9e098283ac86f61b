package io.cfa.maven.mojo.promotion;

import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;

/** Whose images a build moves the tag to that the host runs. */
public enum PromotionScope {

    /** Those that this build pushed. */
    BUILT,

    /** Those of all services of the reactor, as earlier builds pushed them under the same revision. */
    PUSHED,

    /** Nobody's: a later build does it. */
    NONE;

    /**
     * The scope of that name.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static PromotionScope of(String name) {
        return Stream.of(values())
                .filter(scope -> Objects.equals(scope.toString(), name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "cfa.promote is " + name + ", expected built, pushed or none. Next: leave it out for built"));
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
