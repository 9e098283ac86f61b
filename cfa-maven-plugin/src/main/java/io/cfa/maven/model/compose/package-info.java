/** The compose file and its parts, read as Docker Compose reads them. May import {@code model.env} and {@code model.source}. */
package io.cfa.maven.model.compose;
