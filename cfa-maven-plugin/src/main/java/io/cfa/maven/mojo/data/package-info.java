/**
 * The goals that keep and bring back what services wrote.
 *
 * <p>May import {@code mojo}, its rooms for console, release and session, and {@code backup} with its rooms.
 */
package io.cfa.maven.mojo.data;
