/**
 * Brings a release onto the host: pure planners make a plan, one runner executes it.
 *
 * <p>May import {@code verify}, {@code docker}, {@code remote}, {@code model} and {@code report}.
 */
package io.cfa.maven.rollout;
