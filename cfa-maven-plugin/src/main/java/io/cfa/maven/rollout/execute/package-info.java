/**
 * Does what a plan says, verifies what runs then, and rolls back where that fails.
 *
 * <p>May import {@code rollout.plan}, {@code rollout.preflight}, {@code verify}, {@code host} and what that may.
 */
package io.cfa.maven.rollout.execute;
