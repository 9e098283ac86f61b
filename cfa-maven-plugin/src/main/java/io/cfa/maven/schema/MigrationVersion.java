package io.cfa.maven.schema;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The version of a migration, such as {@code 2} or {@code 2026.11.1}: numbers, compared one by one, of which trailing zeros do not count.
 *
 * <p>Source: Flyway's documentation, "Versioned migrations": dots and single underscores separate, {@code 1.1} and {@code 1_1} are one version.
 */
public final class MigrationVersion implements Comparable<MigrationVersion> {

    private static final Pattern FORM = Pattern.compile("\\d{1,50}([._]\\d{1,50}){0,20}");

    private final List<BigInteger> parts;

    private MigrationVersion(List<BigInteger> parts) {
        this.parts = List.copyOf(parts);
    }

    /**
     * Reads a version.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static MigrationVersion of(String text) {
        if (!FORM.matcher(text).matches()) {
            throw new IllegalArgumentException(
                    "\"" + text + "\" is no version of a migration: expected numbers with dots or underscores between");
        }
        List<BigInteger> parts = new ArrayList<>();
        for (String part : text.split("[._]")) {
            parts.add(new BigInteger(part));
        }
        while (parts.size() > 1 && parts.get(parts.size() - 1).signum() == 0) {
            parts.remove(parts.size() - 1);
        }
        return new MigrationVersion(parts);
    }

    /** Whether the other follows this one without a number between: 3 after 2, 2.1 after 2, 3 after 2.7. */
    boolean isFollowedBy(MigrationVersion next) {
        int common = 0;
        while (common < Math.min(parts.size(), next.parts.size())
                && parts.get(common).equals(next.parts.get(common))) {
            common++;
        }
        if (common == next.parts.size()) {
            return false;
        }
        BigInteger mine = common < parts.size() ? parts.get(common) : BigInteger.ZERO;
        // a date or a timestamp as a version has gaps by its nature
        return next.parts.get(common).subtract(mine).equals(BigInteger.ONE)
                || mine.bitLength() > Integer.SIZE / 2
                || next.parts.get(common).bitLength() > Integer.SIZE / 2;
    }

    @Override
    public int compareTo(MigrationVersion other) {
        for (int i = 0; i < Math.max(parts.size(), other.parts.size()); i++) {
            int order = part(i).compareTo(other.part(i));
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    private BigInteger part(int i) {
        return i < parts.size() ? parts.get(i) : BigInteger.ZERO;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof MigrationVersion version && version.parts.equals(parts);
    }

    @Override
    public int hashCode() {
        return parts.hashCode();
    }

    @Override
    public String toString() {
        return String.join(".", parts.stream().map(BigInteger::toString).toList());
    }
}
