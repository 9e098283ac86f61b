package io.cfa.maven.image.runtime;

import io.cfa.maven.image.assembly.BaseImage;
import io.cfa.maven.model.Digest;
import java.nio.file.Path;

/** Finds the file of a base's layer. */
@FunctionalInterface
public interface BaseLayers {

    /** The file, pulled if it must be. */
    Path file(BaseImage base, Digest layer);
}
