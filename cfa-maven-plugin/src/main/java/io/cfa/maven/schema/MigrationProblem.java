package io.cfa.maven.schema;

/**
 * What is wrong with a migration's file, for a finding.
 *
 * @param script   the name of the file
 * @param line     counted from 1
 * @param observed what is there
 * @param expected what should be
 * @param next     the next step
 */
public record MigrationProblem(String script, int line, String observed, String expected, String next) {}
