package io.cfa.maven.schema;

import io.cfa.maven.schema.sql.SchemaEffect;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a migration says of itself, in a comment before its first statement: {@code -- cfa: adds, as nobody reads the column since 1a2b3c4d}. It stands
 * above what the statements look like, hence the reason.
 *
 * @param effect what it says to be
 * @param reason why
 */
record MigrationHeader(SchemaEffect effect, String reason) {

    private static final Pattern FORM = Pattern.compile("--\\s*cfa:\\s*(\\w*)\\s*(?:,\\s*(.*\\S))?\\s*");

    /**
     * Reads the header of a script, if it has one.
     *
     * @throws IllegalArgumentException if there is one that says nothing known, or no reason
     */
    static Optional<MigrationHeader> of(String sql) {
        for (String line : sql.lines().map(String::strip).toList()) {
            if (!line.isEmpty() && !line.startsWith("--")) {
                return Optional.empty();
            }
            Matcher header = FORM.matcher(line);
            if (header.matches()) {
                return Optional.of(read(header));
            }
        }
        return Optional.empty();
    }

    private static MigrationHeader read(Matcher header) {
        for (SchemaEffect effect : SchemaEffect.values()) {
            if (effect.toString().equals(header.group(1).toLowerCase(Locale.ROOT)) && header.group(2) != null) {
                return new MigrationHeader(effect, header.group(2));
            }
        }
        throw new IllegalArgumentException("\"" + header.group().strip() + "\"");
    }
}
