/**
 * What the goals that talk to a host know of a release from this side: the clone, the registry's images, the reports that are kept.
 *
 * <p>May import {@code mojo.session}, {@code mojo.files}, {@code mojo.console} and the engine; imports neither goals nor {@code mojo.service}.
 */
package io.cfa.maven.mojo.release;
