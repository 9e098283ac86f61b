/**
 * Which keys a host is offered, and in which order: of a variable, of files, of an agent, with their certificates.
 *
 * <p>Imports {@code remote}, {@code remote.config} and {@code remote.key} of ours; one of the packages that know jsch.
 */
package io.cfa.maven.remote.identity;
