/**
 * Runs commands on a host over the channels of an SSH connection, whatever the login shell of the user there is.
 *
 * <p>Imports {@code remote} and its packages {@code config}, {@code identity}, {@code hostkey} and {@code login} of ours; one of the
 * packages that know jsch.
 */
package io.cfa.maven.remote.ssh;
