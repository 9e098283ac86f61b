package io.cfa.maven.image.registry;

import java.io.IOException;
import java.io.OutputStream;

/** The bytes of a blob, as often as they are asked for. */
public interface BlobContent {

    /** How many they are. */
    long size() throws IOException;

    /** Writes them. */
    void writeTo(OutputStream out) throws IOException;
}
