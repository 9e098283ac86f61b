/**
 * What the project's files and artifacts say, as immutable values: stack, service, image reference, digest, compose file, bundle.
 *
 * <p>May import {@code model.compose}, {@code model.env} and {@code model.source}, and nothing else of ours.
 */
package io.cfa.maven.model;
