/**
 * Layers as files: the same bytes for the same content, packed with jib's builder once.
 *
 * <p>Knows jib; may import {@code image.plan}, {@code image.cache} and {@code model}.
 */
package io.cfa.maven.image.layer;
