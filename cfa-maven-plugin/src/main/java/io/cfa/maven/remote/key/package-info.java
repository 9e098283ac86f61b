/**
 * Keys as they are written: in CI variables in whatever state, in OpenSSH's own format, PEM and PKCS#8.
 *
 * <p>Imports {@code remote} and {@code remote.config} of ours; one of the packages that know jsch.
 */
package io.cfa.maven.remote.key;
