/**
 * Whether an image that was built again is the one that its registry holds, and where the first difference is.
 *
 * <p>May import {@code image.registry}, {@code image.assembly}, {@code image.cache} and {@code model}.
 */
package io.cfa.maven.image.reproduction;
