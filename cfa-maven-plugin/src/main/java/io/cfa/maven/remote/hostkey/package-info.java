/**
 * Which keys a host may show.
 *
 * <p>Imports {@code remote.config} and {@code remote.key} of ours, and no SSH library.
 */
package io.cfa.maven.remote.hostkey;
