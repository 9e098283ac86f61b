/**
 * Pure factory of {@code docker} and {@code docker compose} commands, and the parsers of their answers.
 *
 * <p>May import {@code remote} and {@code model}.
 */
package io.cfa.maven.docker;
