/**
 * Finds every disagreement between the project's static files, with {@code file:line}: puts the rules together, and asks Docker Compose.
 *
 * <p>May import {@code check.rules}, {@code check.pipeline} and its files, {@code check.files}, {@code model} and {@code report}.
 */
package io.cfa.maven.check;
