package io.cfa.maven.verify.probe;

import io.cfa.maven.model.Digest;
import io.cfa.maven.model.ImageReference;
import java.util.Optional;

/**
 * The image that a service should run.
 *
 * @param reference the tag that the registry is asked for: that of the expected release, or else the one that the compose file runs
 * @param built     the manifest digest that the build recorded, where there was one
 */
public record ExpectedImage(ImageReference reference, Optional<Digest> built) {}
