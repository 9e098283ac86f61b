/**
 * The lock of a host, and commands that run under it: one rollout at a time, whatever becomes of its connection.
 *
 * <p>May import {@code host} and {@code remote}.
 */
package io.cfa.maven.host.lock;
