/**
 * The way to a registry, one client for everything: where it is, who we are there, what is asked again, what is hashed, and what a refusal
 * means.
 *
 * <p>May import {@code image.http}, {@code image.credentials}, {@code image.cache} and {@code model}.
 */
package io.cfa.maven.image.registry;
