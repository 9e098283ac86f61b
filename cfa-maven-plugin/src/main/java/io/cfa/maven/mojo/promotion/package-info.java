/** Whose images a build moves the tag to that the host runs, and when. May import {@code mojo.service}, {@code mojo.session}, {@code image} and {@code model}. */
package io.cfa.maven.mojo.promotion;
