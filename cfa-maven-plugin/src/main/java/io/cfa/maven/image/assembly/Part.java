package io.cfa.maven.image.assembly;

import io.cfa.maven.image.plan.LayerKind;
import io.cfa.maven.model.Digest;
import java.io.IOException;
import java.io.OutputStream;

/**
 * A layer or the configuration of an image.
 *
 * @param kind    what it holds
 * @param digest  of its bytes
 * @param size    how many they are
 * @param content the bytes, which are looked for when they are asked for
 */
public record Part(LayerKind kind, Digest digest, long size, Content content) {

    /** Bytes that can be written as often as they are asked for. */
    public interface Content {
        /** Writes them. */
        void writeTo(OutputStream out) throws IOException;
    }
}
