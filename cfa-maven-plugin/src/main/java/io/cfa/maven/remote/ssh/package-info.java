/**
 * Logs in over SSH, and runs commands on the channels of one connection.
 *
 * <p>Imports {@code remote}, {@code remote.config} and {@code remote.key} of ours; one of the two packages that know jsch.
 */
package io.cfa.maven.remote.ssh;
