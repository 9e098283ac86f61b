package io.cfa.maven.model;

import java.util.regex.Pattern;

/**
 * The SHA-256 of an image's manifest, configuration or layer: {@code sha256:} and 64 lower-case hexadecimal digits.
 *
 * <p>Source: OCI image specification, "Digests".
 */
public final class Digest {

    private static final Pattern FORM = Pattern.compile("sha256:[0-9a-f]{64}");
    private static final int SHORT_LENGTH = "sha256:".length() + 12;

    private final String text;

    private Digest(String text) {
        this.text = text;
    }

    /**
     * Reads a digest.
     *
     * @throws IllegalArgumentException if it is not of the form
     */
    public static Digest of(String text) {
        if (!FORM.matcher(text).matches()) {
            throw new IllegalArgumentException(
                    "\"" + text + "\" is no digest: expected sha256: and 64 hexadecimal digits");
        }
        return new Digest(text);
    }

    /** The first twelve digits, as docker shows them to people. */
    public String shortForm() {
        return text.substring(0, SHORT_LENGTH);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Digest digest && digest.text.equals(text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }
}
