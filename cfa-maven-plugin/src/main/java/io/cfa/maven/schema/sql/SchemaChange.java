package io.cfa.maven.schema.sql;

/**
 * What one statement, or a whole migration, does.
 *
 * @param effect to the release before
 * @param what   for people: {@code drops column holding.note}
 * @param line   of the statement, counted from 1
 * @param locks  whether it keeps others from a table for as long as that table is large
 */
public record SchemaChange(SchemaEffect effect, String what, int line, boolean locks) {

    static SchemaChange adds(String what, int line) {
        return new SchemaChange(SchemaEffect.ADDS, what, line, false);
    }

    static SchemaChange rewrites(String what, int line) {
        return new SchemaChange(SchemaEffect.REWRITES, what, line, false);
    }

    static SchemaChange narrows(String what, int line) {
        return new SchemaChange(SchemaEffect.NARROWS, what, line, false);
    }

    SchemaChange locking() {
        return new SchemaChange(effect, what, line, true);
    }
}
