/**
 * The way to a host and the login there: sockets, jump hosts, host keys, and why it failed.
 *
 * <p>Imports {@code remote}, {@code remote.config} and {@code remote.key} of ours; one of the packages that know jsch.
 */
package io.cfa.maven.remote.login;
