package io.cfa.maven.image.assembly;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cfa.maven.image.plan.Platform;
import io.cfa.maven.image.registry.MediaType;
import io.cfa.maven.model.Digest;
import io.cfa.maven.model.Sha256;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One image of a service: a single manifest where it is made for one platform, else an index that lists one manifest for each. A host that pulls
 * it by a tag records the digest of what the tag leads to, and that is {@link #digest()} in either case.
 *
 * <p>Source: OCI image specification 1.1, "Image Index".
 *
 * @param images the image for each platform, at least one
 */
public record MultiPlatformImage(SortedMap<Platform, BuiltImage> images) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** The one that is made on the first platform. */
    public BuiltImage first() {
        return images.get(images.firstKey());
    }

    /** Whether there is an index. */
    public boolean isIndex() {
        return images.size() > 1;
    }

    /** The digest under which a host knows it. */
    public Digest digest() {
        return Sha256.of(manifest());
    }

    /** What a tag leads to. */
    public byte[] manifest() {
        return isIndex() ? index() : first().json().manifest();
    }

    /** What that is called. */
    public String mediaType() {
        return isIndex() ? MediaType.OCI_INDEX : first().json().mediaType();
    }

    /** The digest of the image for each platform. */
    public SortedMap<Platform, Digest> platforms() {
        SortedMap<Platform, Digest> platforms = new TreeMap<>();
        images.forEach((platform, image) -> platforms.put(platform, image.digest()));
        return platforms;
    }

    /** All parts of all images, each once. */
    public List<Part> parts() {
        Map<Digest, Part> parts = new LinkedHashMap<>();
        images.values().forEach(image -> image.parts().forEach(part -> parts.putIfAbsent(part.digest(), part)));
        return List.copyOf(parts.values());
    }

    /** The digest of what it is built on: of one manifest, or of the index that lists them. */
    public Digest baseDigest() {
        return isIndex() ? first().base().current() : first().base().digest();
    }

    /** What is to be remembered of it, and what became of its parts. */
    public CachedImage known(List<PushedBlob> parts) {
        return new CachedImage(
                first().base().current(),
                baseDigest(),
                parts,
                new CachedImage.Manifest(manifest(), mediaType()),
                platforms());
    }

    private byte[] index() {
        ObjectNode index = JSON.createObjectNode();
        index.put("schemaVersion", 2).put("mediaType", MediaType.OCI_INDEX);
        images.forEach((platform, image) -> {
            ObjectNode entry = index.withArray("manifests").addObject();
            entry.put("mediaType", image.json().mediaType());
            entry.put("digest", image.digest().toString());
            entry.put("size", image.json().manifest().length);
            ObjectNode its = entry.putObject("platform");
            its.put("architecture", platform.architecture()).put("os", platform.os());
            if (!platform.variant().isEmpty()) {
                its.put("variant", platform.variant());
            }
        });
        try {
            return JSON.writeValueAsBytes(index);
        } catch (IOException e) {
            throw new IllegalStateException("an index can always be written", e);
        }
    }
}
