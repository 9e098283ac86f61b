/**
 * The goals that keep and bring back what services wrote.
 *
 * <p>May import {@code mojo}, its rooms for console, release and session, and {@code backup}.
 */
package io.cfa.maven.mojo.data;
