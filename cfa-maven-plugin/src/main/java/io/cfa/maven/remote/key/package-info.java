/**
 * Keys: those that a user logs in with, in whatever state a CI variable left them, and those that a host may show.
 *
 * <p>Imports {@code remote} and {@code remote.config} of ours; one of the two packages that know jsch.
 */
package io.cfa.maven.remote.key;
