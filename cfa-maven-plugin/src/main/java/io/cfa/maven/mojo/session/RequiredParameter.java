package io.cfa.maven.mojo.session;

import java.util.Optional;

/** Parameters that a project sets once, in the properties of its root POM, as no default can fit every project. */
public final class RequiredParameter {

    private RequiredParameter() {}

    /**
     * The value of a parameter.
     *
     * @param value    as Maven injected it, or null
     * @param property its name
     * @param meaning  what it says, as the end of the sentence "it is not said …"
     * @param example  a value
     * @throws IllegalArgumentException if there is none
     */
    public static String of(String value, String property, String meaning, String example) {
        return Optional.ofNullable(value)
                .filter(given -> !given.isBlank())
                .orElseThrow(() -> new IllegalArgumentException("it is not said " + meaning + ": " + property
                        + " is not set. Next: set it in <properties> of the root POM, or with -D" + property + "="
                        + example));
    }
}
