/**
 * What the statements of a script do to a schema, and so to whoever knows the schema before.
 *
 * <p>Imports none of ours. The only package that knows the SQL parser.
 */
package io.cfa.maven.schema.sql;
