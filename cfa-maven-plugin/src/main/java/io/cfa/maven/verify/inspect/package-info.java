/**
 * What a person looks at between rollouts: status, logs, and what would stop a rollout.
 *
 * <p>May import {@code verify.probe}, {@code verify.http}, {@code host} and what that may.
 */
package io.cfa.maven.verify.inspect;
