/**
 * Verifies what a swarm runs, node by node.
 *
 * <p>May import {@code verify}, {@code verify.probe}, {@code verify.call}, {@code verify.http}, {@code host} and what that may.
 */
package io.cfa.maven.verify.swarm;
