package io.cfa.maven.image.reproduction;

import com.google.common.hash.Hashing;
import com.google.common.io.MoreFiles;
import io.cfa.maven.image.assembly.ManifestLayers;
import io.cfa.maven.image.cache.ImageException;
import io.cfa.maven.image.registry.Repository;
import io.cfa.maven.image.registry.SmallBlob;
import io.cfa.maven.model.Digest;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An image as its registry holds it; of several platforms the first. What is fetched is hashed.
 *
 * @param repository holds it
 * @param tag        what it was asked for by
 * @param digest     of what the tag leads to, which is what hosts record
 * @param sizes      of the packed layers, the lowest first
 * @param config     the bytes of its configuration
 */
public record PublishedImage(Repository repository, String tag, Digest digest, Map<Digest, Long> sizes, byte[] config)
        implements ImageContents {

    private static final long LARGEST_CONFIG = 4 << 20;

    /**
     * The image under a tag.
     *
     * @return nothing where the registry has none
     * @throws ImageException if what it has cannot be believed
     */
    public static Optional<PublishedImage> of(Repository repository, String tag) {
        return repository.manifest(tag).map(top -> {
            byte[] manifest = ManifestLayers.firstOfIndex(top.bytes())
                    .map(first -> repository
                            .manifest(first.toString())
                            .map(Repository.Manifest::bytes)
                            .orElseThrow(() -> missing(repository, tag, first)))
                    .orElse(top.bytes());
            Digest config = ManifestLayers.config(manifest)
                    .orElseThrow(() -> new ImageException(repository.name() + ":" + tag
                            + " is no image: it names no configuration. Next: see who pushed it"));
            return new PublishedImage(
                    repository,
                    tag,
                    top.digest(),
                    ManifestLayers.of(manifest),
                    SmallBlob.read(repository, config, LARGEST_CONFIG)
                            .orElseThrow(() -> missing(repository, tag, config)));
        });
    }

    /** A label of the image. */
    public Optional<String> label(String name) {
        return ManifestLayers.label(config, name);
    }

    @Override
    public String place() {
        return "the registry's";
    }

    @Override
    public List<Digest> layers() {
        return List.copyOf(sizes.keySet());
    }

    @Override
    public void copyLayer(Digest layer, Path to) {
        try {
            repository.pull(layer, sizes.get(layer), attempt -> {
                try (OutputStream out = Files.newOutputStream(to)) {
                    attempt.writeTo(out);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            String hash = MoreFiles.asByteSource(to).hash(Hashing.sha256()).toString();
            if (!layer.toString().equals("sha256:" + hash)) {
                throw missing(repository, tag, layer);
            }
        } catch (IOException e) {
            throw new ImageException(
                    to + " cannot be written: " + e.getMessage() + ". Next: see the free disk space", e);
        }
    }

    private static ImageException missing(Repository repository, String tag, Digest part) {
        return new ImageException(repository.name() + ":" + tag + " names " + part
                + ", which the registry does not have, or has with other bytes. Next: see who deletes there, or what stands"
                + " between here and the registry");
    }
}
