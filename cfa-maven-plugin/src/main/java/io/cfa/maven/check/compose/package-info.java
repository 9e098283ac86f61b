/**
 * What must hold of the compose file: what Docker Compose itself wants, and what this project wants beyond that. May import
 * {@code check.rules}, {@code check.files} and {@code model}.
 */
package io.cfa.maven.check.compose;
