package io.cfa.maven.image.assembly;

import com.google.cloud.tools.jib.image.Image;
import io.cfa.maven.model.Digest;
import io.cfa.maven.model.ImageReference;

/**
 * The image that others are built on, as its registry has it now.
 *
 * @param reference what was asked for
 * @param current   what the registry has under that name: the manifest itself, or the index that lists one for each platform
 * @param digest    of its manifest for our platform
 * @param image     its layers and configuration
 */
record BaseImage(ImageReference reference, Digest current, Digest digest, Image image) {}
