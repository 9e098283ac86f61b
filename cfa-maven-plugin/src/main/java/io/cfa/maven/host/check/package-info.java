/**
 * The rules that a host has to meet: rollout refuses on what does not pass, doctor prints all of it. They ask nothing themselves.
 *
 * <p>May import {@code host}, {@code host.state}, {@code host.bundle}, {@code host.lock}, {@code docker}, {@code remote}, {@code model} and
 * {@code report}.
 */
package io.cfa.maven.host.check;
