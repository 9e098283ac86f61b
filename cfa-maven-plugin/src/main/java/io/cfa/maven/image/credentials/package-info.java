/**
 * Who we are at a registry: parameters, the pipeline's variables, what {@code docker login} left behind, and the servers of settings.xml.
 *
 * <p>May import {@code image.cache} and {@code model}.
 */
package io.cfa.maven.image.credentials;
