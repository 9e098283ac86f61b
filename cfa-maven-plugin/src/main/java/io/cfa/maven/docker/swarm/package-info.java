/**
 * What a swarm is told and asked: the stack document that a compose file becomes, the commands at a manager, and the parsers of their answers. It runs nothing.
 *
 * <p>May import {@code docker}, {@code remote} and {@code model}.
 */
package io.cfa.maven.docker.swarm;
