/**
 * Compose, env and what they mount, as the host has them beside the repository's.
 *
 * <p>May import {@code docker} and {@code model}.
 */
package io.cfa.maven.host.bundle;
