package io.cfa.maven.schema.sql;

/**
 * One statement of a script.
 *
 * @param sql  without comments and without the semicolon
 * @param line where it begins, counted from 1
 */
public record SqlStatement(String sql, int line) {}
