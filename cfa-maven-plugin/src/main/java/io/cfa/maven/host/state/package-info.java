/**
 * What a host looks like, observed: containers, images, ports, files and what was rolled out there before.
 *
 * <p>May import {@code host}, {@code host.release}, {@code docker}, {@code remote} and {@code model}.
 */
package io.cfa.maven.host.state;
