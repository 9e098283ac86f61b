package io.cfa.maven.image.assembly;

import io.cfa.maven.image.plan.LayerKind;

/**
 * A layer, or the configuration, on its way to a registry.
 *
 * @param kind    what it holds
 * @param digest  of its bytes
 * @param size    how many they are
 * @param outcome what became of them
 */
public record PushedBlob(LayerKind kind, String digest, long size, Outcome outcome) {

    /** What became of a layer's bytes. */
    public enum Outcome {
        /** They were sent. */
        UPLOADED,
        /** The registry took them from another of its repositories. */
        MOUNTED,
        /** They were there already. */
        PRESENT
    }
}
