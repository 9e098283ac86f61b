/**
 * Runs commands on a host: the commands, what they give back, and the host as the rest of the plugin sees it.
 *
 * <p>Imports none of ours. How a host is reached is the matter of the packages beneath.
 */
package io.cfa.maven.remote;
