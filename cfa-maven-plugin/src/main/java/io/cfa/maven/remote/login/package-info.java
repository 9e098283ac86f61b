/**
 * The login on a host and on those that the way goes through, and why it failed.
 *
 * <p>Imports {@code remote} and its packages {@code config}, {@code key}, {@code identity}, {@code hostkey} and {@code socket} of ours;
 * one of the packages that know jsch.
 */
package io.cfa.maven.remote.login;
