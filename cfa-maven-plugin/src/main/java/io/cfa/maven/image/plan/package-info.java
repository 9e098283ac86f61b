/**
 * What goes into an image, decided from the module alone: pure, but for the names of its files and its migrations.
 *
 * <p>May import {@code image.cache}, {@code git}, {@code schema} and {@code model}.
 */
package io.cfa.maven.image.plan;
