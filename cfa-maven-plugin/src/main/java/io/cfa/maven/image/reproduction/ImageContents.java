package io.cfa.maven.image.reproduction;

import io.cfa.maven.model.Digest;
import java.nio.file.Path;
import java.util.List;

/** An image, wherever it is: what it consists of. */
interface ImageContents {

    /** Where it is, for messages. */
    String place();

    /** The digests of its packed layers, the lowest first. */
    List<Digest> layers();

    /** The bytes of its configuration. */
    byte[] config();

    /**
     * Writes a packed layer into a file.
     *
     * @throws io.cfa.maven.image.cache.ImageException if it is not there, or its bytes are not those of its digest
     */
    void copyLayer(Digest layer, Path to);
}
