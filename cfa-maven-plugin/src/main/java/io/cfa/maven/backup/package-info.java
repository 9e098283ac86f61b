/**
 * Keeps what a host's services wrote, while they run, and brings it back: pure planners, whose plans the one executor runs.
 *
 * <p>May import {@code rollout.plan}, {@code rollout.execute}, {@code verify}, {@code host} and what lies below it.
 */
package io.cfa.maven.backup;
