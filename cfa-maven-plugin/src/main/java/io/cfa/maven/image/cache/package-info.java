/**
 * What the packages of images share: files that are kept from build to build and believed only by their digest, and the one exception.
 *
 * <p>May import {@code model}.
 */
package io.cfa.maven.image.cache;
