package io.cfa.kit.page;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.UUID;

/**
 * A column that a list is sorted by, which is never null; the name becomes part of SQL and is the service's own.
 *
 * @param column its name
 * @param type   what stands in it
 */
public record SortKey(String column, Type type) {

    private enum Type {
        TIME,
        NUMBER,
        TEXT,
        UUID
    }

    /** A {@code timestamptz}. */
    public static SortKey time(String column) {
        return new SortKey(column, Type.TIME);
    }

    /** A {@code bigint}, or a smaller number. */
    public static SortKey number(String column) {
        return new SortKey(column, Type.NUMBER);
    }

    /** A {@code text}. */
    public static SortKey text(String column) {
        return new SortKey(column, Type.TEXT);
    }

    /** A {@code uuid}. */
    public static SortKey uuid(String column) {
        return new SortKey(column, Type.UUID);
    }

    /** The expression that gives its value as text, to the last microsecond. */
    String asText() {
        return switch (type) {
            case TIME -> "to_char(" + column + " at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')";
            case NUMBER, UUID -> "cast(" + column + " as text)";
            case TEXT -> column;
        };
    }

    /** The value for a statement, of what {@link #asText()} gave; refuses what a caller made up. */
    Object parse(String text) {
        try {
            return switch (type) {
                case TIME -> Instant.parse(fourDigits(text)).atOffset(ZoneOffset.UTC);
                case NUMBER -> Long.valueOf(text);
                case TEXT -> text;
                case UUID -> UUID.fromString(text);
            };
        } catch (DateTimeParseException | IllegalArgumentException e) {
            throw Cursor.refused();
        }
    }

    /** A year that the database has too. */
    private static String fourDigits(String text) {
        if (!text.matches("\\d{4}-.*")) {
            throw new IllegalArgumentException(text);
        }
        return text;
    }
}
