/**
 * Which schema of its database an image needs, and what a change of it does to the release before: read from migration files and labels
 * alone, nothing is asked of a running service or a database.
 *
 * <p>Imports none of ours. The only package that knows the SQL parser.
 */
package io.cfa.maven.schema;
