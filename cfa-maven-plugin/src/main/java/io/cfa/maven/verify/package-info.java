/**
 * Proves that what runs is what was asked for, and that it answers; changes nothing.
 *
 * <p>May import {@code verify.probe}, {@code verify.http}, {@code host} and what that may.
 */
package io.cfa.maven.verify;
