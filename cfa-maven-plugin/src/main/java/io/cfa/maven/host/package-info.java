/**
 * The floor that everything about a host stands on: the clock, who is told what happens, and what a refusal is.
 *
 * <p>May import {@code report}.
 */
package io.cfa.maven.host;
