/**
 * What the project's files and artifacts say, as immutable values: stack, service, image reference, digest, compose and env file.
 *
 * <p>The only package that knows snakeyaml. Imports none of ours.
 */
package io.cfa.maven.model;
