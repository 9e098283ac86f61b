/**
 * An image put together from a base and layers, byte for byte: base images, manifests and configurations, and what is known of earlier ones.
 *
 * <p>Knows jib; may import {@code image.plan}, {@code image.layer}, {@code image.registry}, {@code image.cache} and {@code model}.
 */
package io.cfa.maven.image.assembly;
