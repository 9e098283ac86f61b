/**
 * The ways that bytes go to a host and back: TCP, the connection to a jump host, a local command.
 *
 * <p>Imports {@code remote} of ours; one of the packages that know jsch.
 */
package io.cfa.maven.remote.socket;
