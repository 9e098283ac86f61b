/**
 * Judges a host before anything is changed there.
 *
 * <p>May import {@code rollout.plan}, {@code host} and what that may.
 */
package io.cfa.maven.rollout.preflight;
