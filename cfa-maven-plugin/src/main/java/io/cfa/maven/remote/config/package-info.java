/**
 * What decides where to log in, as whom and by which way: {@code ~/.ssh/config} and this machine.
 *
 * <p>Imports none of ours, and no SSH library.
 */
package io.cfa.maven.remote.config;
