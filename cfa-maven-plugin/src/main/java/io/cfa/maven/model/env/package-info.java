/**
 * Variables: the env file that sets them, and the templates that use them. May import {@code model.source}.
 */
package io.cfa.maven.model.env;
