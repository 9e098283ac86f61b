/**
 * How a service's token is had on the host: in the container of who gives it, so that neither port nor certificate matters.
 *
 * <p>May import {@code model.compose}.
 */
package io.cfa.maven.host.token;
