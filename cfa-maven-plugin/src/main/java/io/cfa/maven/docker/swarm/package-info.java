/**
 * What a swarm is told and asked: the commands at a manager, and the parsers of their answers. It runs nothing.
 *
 * <p>May import {@code docker}, {@code docker.stack}, {@code remote} and {@code model}.
 */
package io.cfa.maven.docker.swarm;
