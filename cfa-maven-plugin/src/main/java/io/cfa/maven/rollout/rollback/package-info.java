/**
 * Brings an earlier verified release back.
 *
 * <p>May import the other packages of {@code rollout}, {@code verify}, {@code host} and what that may.
 */
package io.cfa.maven.rollout.rollback;
