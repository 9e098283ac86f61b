/**
 * Proves that what runs is what was asked for, and that it answers; changes nothing.
 *
 * <p>May import {@code docker}, {@code remote}, {@code model} and {@code report}.
 */
package io.cfa.maven.verify;
