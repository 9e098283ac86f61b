package io.cfa.maven.schema;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the name of a migration's file says.
 *
 * <p>Source: Flyway's documentation, "Naming": {@code V<version>__<description>.sql}, {@code R__<description>.sql}, with Flyway's default prefixes,
 * separator and suffix; underscores of the description are spaces.
 *
 * @param version     empty for a migration that is repeated whenever it changes
 * @param description as Flyway's history table has it
 */
record MigrationName(Optional<MigrationVersion> version, String description) {

    private static final Pattern VERSIONED = Pattern.compile("V([0-9._]+?)__(.+)\\.sql");
    private static final Pattern REPEATABLE = Pattern.compile("R__(.+)\\.sql");

    /**
     * Reads the name of a file.
     *
     * @throws IllegalArgumentException if Flyway would pass the file over in silence
     */
    static MigrationName of(String file) {
        Matcher versioned = VERSIONED.matcher(file);
        if (versioned.matches()) {
            return new MigrationName(Optional.of(MigrationVersion.of(versioned.group(1))), spaced(versioned.group(2)));
        }
        Matcher repeatable = REPEATABLE.matcher(file);
        if (repeatable.matches()) {
            return new MigrationName(Optional.empty(), spaced(repeatable.group(1)));
        }
        throw new IllegalArgumentException("\"" + file + "\" is no name that Flyway reads");
    }

    private static String spaced(String text) {
        return text.replace('_', ' ');
    }
}
