/**
 * A text with its places: what stands where in a file, and what is said where it cannot be read.
 *
 * <p>The only package that knows snakeyaml. Imports none of ours.
 */
package io.cfa.maven.model.source;
