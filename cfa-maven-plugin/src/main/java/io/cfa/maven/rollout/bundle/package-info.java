/**
 * Brings a bundle to a host as one directory, activated by one rename, and finds the bundles of before.
 *
 * <p>May import {@code rollout.plan}, {@code rollout.execute}, {@code host} and what that may.
 */
package io.cfa.maven.rollout.bundle;
