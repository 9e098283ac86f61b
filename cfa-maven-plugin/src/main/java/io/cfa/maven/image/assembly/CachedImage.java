package io.cfa.maven.image.assembly;

import io.cfa.maven.image.assembly.PushedBlob.Outcome;
import io.cfa.maven.image.plan.LayerKind;
import io.cfa.maven.image.plan.Platform;
import io.cfa.maven.model.Digest;
import io.cfa.maven.model.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * An image that was put together before.
 *
 * @param current    what its base's registry had under the base's name
 * @param baseDigest of what it is built on
 * @param parts      layers and configurations, and what became of them; what is remembered is that they are there
 * @param content    what lists them
 * @param platforms  the digest of the image for each platform
 */
public record CachedImage(
        Digest current,
        Digest baseDigest,
        List<PushedBlob> parts,
        Manifest content,
        SortedMap<Platform, Digest> platforms) {

    /**
     * A manifest, or an index.
     *
     * @param bytes     as they travel
     * @param mediaType what they are
     */
    public record Manifest(byte[] bytes, String mediaType) {}

    /** The image's name that cannot be moved. */
    public Digest digest() {
        return Sha256.of(content.bytes());
    }

    String text() {
        StringBuilder text = new StringBuilder(current + "\n" + baseDigest + "\n" + content.mediaType() + "\n");
        platforms.forEach((platform, digest) -> text.append("platform " + platform + " " + digest + "\n"));
        parts.forEach(
                part -> text.append("part " + part.kind().name() + " " + part.digest() + " " + part.size() + "\n"));
        return text + new String(content.bytes(), StandardCharsets.UTF_8);
    }

    static CachedImage of(String text) {
        List<String> lines = text.lines().toList();
        List<PushedBlob> parts = new ArrayList<>();
        SortedMap<Platform, Digest> platforms = new TreeMap<>();
        for (String line : lines.subList(3, lines.size() - 1)) {
            String[] fields = line.split(" ");
            if (fields[0].equals("platform")) {
                platforms.put(Platform.of(fields[1]), Digest.of(fields[2]));
            } else {
                parts.add(new PushedBlob(
                        LayerKind.valueOf(fields[1]), fields[2], Long.parseLong(fields[3]), Outcome.PRESENT));
            }
        }
        byte[] manifest = lines.get(lines.size() - 1).getBytes(StandardCharsets.UTF_8);
        return new CachedImage(
                Digest.of(lines.get(0)),
                Digest.of(lines.get(1)),
                parts,
                new Manifest(manifest, lines.get(2)),
                platforms);
    }
}
