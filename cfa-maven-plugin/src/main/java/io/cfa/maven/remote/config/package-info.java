/**
 * What decides where to log in, as whom and by which way: the CI variables, {@code ~/.ssh/config}, this machine.
 *
 * <p>Imports {@code remote} of ours, and no SSH library.
 */
package io.cfa.maven.remote.config;
