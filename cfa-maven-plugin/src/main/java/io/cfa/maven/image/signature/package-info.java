/**
 * Who vouches for an image, and what it is made of: signatures in cosign's form, and documents that refer to an image in its registry.
 *
 * <p>May import {@code image.registry}, {@code image.cache} and {@code model}.
 */
package io.cfa.maven.image.signature;
