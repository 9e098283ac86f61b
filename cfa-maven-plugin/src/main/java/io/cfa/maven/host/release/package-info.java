/**
 * The release log: what was brought to a host, as the host remembers it.
 *
 * <p>May import {@code host}, {@code remote} and {@code model}.
 */
package io.cfa.maven.host.release;
