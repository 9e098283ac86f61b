package io.cfa.maven.image.layer;

import io.cfa.maven.image.plan.LayerKind;
import io.cfa.maven.model.Digest;
import java.nio.file.Path;

/**
 * A layer as it travels: a gzip file.
 *
 * @param kind   what it holds
 * @param digest of the file
 * @param size   of the file, in bytes
 * @param diffId the digest of the tar inside
 * @param file   where it lies on this machine
 */
public record LayerFile(LayerKind kind, Digest digest, long size, Digest diffId, Path file) {}
