package io.cfa.maven.model.compose;

import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A version of Docker Compose.
 *
 * @param major the first number
 * @param minor the second
 * @param patch the third; where it is not told, the last of its kind
 */
public record ComposeVersion(int major, int minor, int patch) implements Comparable<ComposeVersion> {

    private static final Pattern FORM =
            Pattern.compile("v?([0-9]{1,5})\\.([0-9]{1,5})(?:\\.([0-9]{1,5}))?(?![0-9.]).*", Pattern.DOTALL);

    private static final Comparator<ComposeVersion> ORDER = Comparator.comparingInt(ComposeVersion::major)
            .thenComparingInt(ComposeVersion::minor)
            .thenComparingInt(ComposeVersion::patch);

    /** Reads {@code 2.26}, {@code v2.26.1} or {@code 2.26.1-4}; absent where a text begins with no version. */
    public static Optional<ComposeVersion> parse(String text) {
        Matcher form = FORM.matcher(text.strip());
        return form.matches()
                ? Optional.of(new ComposeVersion(
                        Integer.parseInt(form.group(1)),
                        Integer.parseInt(form.group(2)),
                        form.group(3) == null ? Integer.MAX_VALUE : Integer.parseInt(form.group(3))))
                : Optional.empty();
    }

    /**
     * Reads one that a person sets.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static ComposeVersion of(String text) {
        return parse(text)
                .orElseThrow(() -> new IllegalArgumentException("\"" + text
                        + "\" is no version of Docker Compose: expected one such as 2.26. Next: set cfa.composeVersion"
                        + " to what `docker compose version --short` prints on the host"));
    }

    @Override
    public int compareTo(ComposeVersion other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return major + "." + minor + (patch == Integer.MAX_VALUE ? "" : "." + patch);
    }
}
