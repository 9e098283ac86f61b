/**
 * Which schema of its database an image needs, and what a change of it does to the release before: read from migration files and labels
 * alone, nothing is asked of a running service or a database.
 *
 * <p>May import {@code schema.sql}.
 */
package io.cfa.maven.schema;
