package io.cfa.maven.image.assembly;

import com.google.cloud.tools.jib.image.Image;
import io.cfa.maven.image.plan.Platform;
import io.cfa.maven.model.Digest;
import io.cfa.maven.model.ImageReference;
import java.util.List;
import java.util.Map;

/**
 * The image that others are built on, as its registry has it now.
 *
 * @param reference what was asked for
 * @param current   what the registry has under that name: the manifest itself, or the index that lists one for each platform
 * @param digest    of its manifest for our platform
 * @param platform  what it says that it is made for
 * @param content   its layers and configuration
 */
public record BaseImage(ImageReference reference, Digest current, Digest digest, Platform platform, Content content) {

    /** Its layers, from the lowest. */
    public List<Digest> layers() {
        return content.image().getLayers().stream()
                .map(layer -> Digest.of(layer.getBlobDescriptor().getDigest().toString()))
                .toList();
    }

    /** The variables that its programs see. */
    public Map<String, String> environment() {
        return Map.copyOf(content.image().getEnvironment());
    }

    /**
     * What a base image consists of.
     *
     * @param image      as jib sees it
     * @param mediaTypes of its layers, which jib does not keep
     */
    public record Content(Image image, List<String> mediaTypes) {}
}
