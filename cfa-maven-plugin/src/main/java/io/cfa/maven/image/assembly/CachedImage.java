package io.cfa.maven.image.assembly;

import io.cfa.maven.image.assembly.PushedBlob.Outcome;
import io.cfa.maven.image.cache.Sha256;
import io.cfa.maven.image.plan.LayerKind;
import io.cfa.maven.model.Digest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * An image that was put together before.
 *
 * @param current    what its base's registry had under the base's name
 * @param baseDigest of the base's manifest for our platform
 * @param parts      layers and configuration, and what became of them; what is remembered is that they are there
 * @param manifest   the bytes of what lists them
 */
public record CachedImage(Digest current, Digest baseDigest, List<PushedBlob> parts, byte[] manifest) {

    public Digest digest() {
        return Sha256.of(manifest);
    }

    String text() {
        StringBuilder text = new StringBuilder(current + "\n" + baseDigest + "\n");
        parts.forEach(part -> text.append(part.kind().name() + " " + part.digest() + " " + part.size() + "\n"));
        return text + new String(manifest, StandardCharsets.UTF_8);
    }

    static CachedImage of(String text) {
        List<String> lines = text.lines().toList();
        List<PushedBlob> parts = new ArrayList<>();
        for (String line : lines.subList(2, lines.size() - 1)) {
            String[] fields = line.split(" ");
            parts.add(new PushedBlob(
                    LayerKind.valueOf(fields[0]), fields[1], Long.parseLong(fields[2]), Outcome.PRESENT));
        }
        return new CachedImage(
                Digest.of(lines.get(0)),
                Digest.of(lines.get(1)),
                parts,
                lines.get(lines.size() - 1).getBytes(StandardCharsets.UTF_8));
    }
}
