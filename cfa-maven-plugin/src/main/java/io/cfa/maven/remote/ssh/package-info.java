/**
 * Runs commands on a host over the channels of one SSH connection, whatever the login shell of the user there is.
 *
 * <p>Imports {@code remote}, {@code remote.config}, {@code remote.key} and {@code remote.login} of ours; one of the packages that know
 * jsch.
 */
package io.cfa.maven.remote.ssh;
