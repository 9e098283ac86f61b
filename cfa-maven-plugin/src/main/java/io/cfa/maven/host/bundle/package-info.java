/**
 * Compose, env and what they mount, as the host has them beside the repository's.
 *
 * <p>May import {@code host}, {@code docker}, {@code remote} and {@code model}.
 */
package io.cfa.maven.host.bundle;
