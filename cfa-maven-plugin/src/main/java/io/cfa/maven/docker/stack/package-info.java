/**
 * The stack document that a compose file becomes for a swarm; made in memory by pure functions, which lose nothing in silence.
 *
 * <p>May import {@code model}.
 */
package io.cfa.maven.docker.stack;
