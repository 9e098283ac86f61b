/**
 * Which files say what should run, and where they come from.
 *
 * <p>May import {@code mojo.session} and the engine; imports neither goals nor {@code mojo.release}.
 */
package io.cfa.maven.mojo.files;
