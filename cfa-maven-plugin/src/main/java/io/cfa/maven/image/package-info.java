/**
 * Images without a daemon: what goes into one ({@code ImagePlan}, pure), its layers as files, and their way to a registry, a tarball or an
 * engine.
 *
 * <p>The only package that knows jib; may import {@code model}.
 */
package io.cfa.maven.image;
