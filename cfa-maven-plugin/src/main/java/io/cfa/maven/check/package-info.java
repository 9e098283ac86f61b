/**
 * Finds every disagreement between the project's static files, with {@code file:line}. May import {@code model} and {@code report}.
 */
package io.cfa.maven.check;
