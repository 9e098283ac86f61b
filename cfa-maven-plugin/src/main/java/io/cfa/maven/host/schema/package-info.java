/**
 * How the schemas of a host's databases lie to what the images there need.
 *
 * <p>May import {@code host.state}, {@code host.release}, {@code schema}, {@code docker}, {@code remote} and {@code model}.
 */
package io.cfa.maven.host.schema;
