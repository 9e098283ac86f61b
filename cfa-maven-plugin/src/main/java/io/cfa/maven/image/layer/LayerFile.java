package io.cfa.maven.image.layer;

import io.cfa.maven.image.plan.LayerKind;
import io.cfa.maven.model.Digest;

/**
 * A layer as it travels: a gzip file, which {@link LayerStore#file} gives.
 *
 * @param kind   what it holds
 * @param digest of the file
 * @param size   of the file, in bytes
 * @param diffId the digest of the tar inside
 */
public record LayerFile(LayerKind kind, Digest digest, long size, Digest diffId) {}
