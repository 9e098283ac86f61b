/**
 * Brings a release to a swarm, all services or none.
 *
 * <p>May import {@code rollout.plan}, {@code rollout.preflight}, {@code rollout.execute}, {@code verify.swarm}, {@code verify}, {@code host} and what that may.
 */
package io.cfa.maven.rollout.swarm;
