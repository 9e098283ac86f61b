package io.cfa.maven.image.registry;

import io.cfa.maven.image.cache.AtomicFile;

/**
 * The bytes of a blob, as often as they are asked for.
 *
 * @param size  how many they are
 * @param bytes writes them
 */
public record BlobContent(long size, AtomicFile.Content bytes) {}
