package io.cfa.maven.model;

import java.util.Map;
import java.util.Optional;

/** Asks a registry what an image consists of. */
@FunctionalInterface
public interface LayerLookup {

    /** The packed bytes of each layer; nothing where the registry does not have the image, or cannot be asked. */
    Map<Digest, Long> of(ImageReference image);

    /** Its label; absent where the registry does not have it, or cannot be asked. */
    default Optional<String> label(ImageReference image, String name) {
        return Optional.empty();
    }
}
