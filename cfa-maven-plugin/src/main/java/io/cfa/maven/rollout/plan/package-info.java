/**
 * What shall be done on a host: pure planners make a plan out of a request and what was observed.
 *
 * <p>May import {@code host} and what that may.
 */
package io.cfa.maven.rollout.plan;
