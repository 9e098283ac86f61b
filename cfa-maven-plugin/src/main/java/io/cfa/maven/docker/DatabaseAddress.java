package io.cfa.maven.docker;

import java.util.Collection;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a container finds its PostgreSQL database, as one of its variables says it; user and password of it are passed over.
 *
 * @param host the server's name on the container's network, which is a compose service's
 * @param name of the database
 */
public record DatabaseAddress(String host, String name) {

    private static final Pattern FORM = Pattern.compile(
            "(?:jdbc:postgresql|postgresql|postgres)://(?:[^@/\\s]*@)?([A-Za-z0-9][A-Za-z0-9._-]{0,252})(?::\\d{1,5})?/([A-Za-z0-9_][A-Za-z0-9_.-]{0,62})(?:[?].*)?");

    /** The first of variables, as NAME=VALUE, that is one. */
    static Optional<DatabaseAddress> of(Collection<String> variables) {
        return in(variables.stream()
                .map(variable -> variable.substring(variable.indexOf('=') + 1))
                .toList());
    }

    /** The first of values that is one. */
    public static Optional<DatabaseAddress> in(Collection<String> values) {
        for (String value : values) {
            Matcher address = FORM.matcher(value);
            if (address.matches()) {
                return Optional.of(new DatabaseAddress(address.group(1), address.group(2)));
            }
        }
        return Optional.empty();
    }
}
