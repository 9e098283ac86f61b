/**
 * Tries a migration on a copy of the database before the database sees it, and keeps the dump that the copy was made of.
 *
 * <p>May import {@code rollout.plan}, {@code host} and what that may.
 */
package io.cfa.maven.rollout.rehearsal;
