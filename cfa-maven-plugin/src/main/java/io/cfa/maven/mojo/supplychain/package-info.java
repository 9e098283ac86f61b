/**
 * The goals that say what a release is made of, and prove it.
 *
 * <p>May import {@code mojo}, its rooms for console, release, service and session, and the engine.
 */
package io.cfa.maven.mojo.supplychain;
