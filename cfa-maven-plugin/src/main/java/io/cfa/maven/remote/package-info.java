/**
 * Runs commands on a host over one SSH connection; the only package that knows jsch.
 *
 * <p>Imports none of ours.
 */
package io.cfa.maven.remote;
