/**
 * The way to a registry: where it is, who we are there, what is asked again, and what a refusal means.
 *
 * <p>Knows jib; may import {@code image.cache} and {@code model}.
 */
package io.cfa.maven.image.registry;
