package io.cfa.maven.image.assembly;

import io.cfa.maven.image.assembly.BaseManifest.BaseDigests;
import io.cfa.maven.image.cache.ChecksummedFile;
import io.cfa.maven.image.cache.ContentStore;
import io.cfa.maven.image.cache.ImageException;
import io.cfa.maven.image.plan.Platform;
import io.cfa.maven.image.registry.Registry;
import io.cfa.maven.image.registry.Repository;
import io.cfa.maven.model.Digest;
import io.cfa.maven.model.ImageReference;
import io.cfa.maven.model.Sha256;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Resolves base images, each once in a build, and keeps what was pulled of them: by digest, and hashed, so that nothing kept can be stale or
 * damaged. A base that is pinned, and whose parts are here, needs no registry.
 */
public final class BaseImages {

    private final Path directory;
    private final ContentStore blobs;
    private final Function<String, Registry> registries;
    private final boolean offline;
    private final Map<ImageReference, Digest> current = new ConcurrentHashMap<>();
    private final Map<Wanted, BaseImage> resolved = new ConcurrentHashMap<>();
    private final Map<Digest, Long> sizes = new ConcurrentHashMap<>();

    /**
     * Keeps base images in a directory.
     *
     * @param registries finds a registry by its name
     * @param offline    whether none may be asked
     * @param notes      is told of what was damaged
     */
    public BaseImages(Path directory, Function<String, Registry> registries, boolean offline, Consumer<String> notes) {
        this.directory = directory;
        this.blobs = new ContentStore(directory.resolve("blobs"), notes);
        this.registries = registries;
        this.offline = offline;
    }

    private record Wanted(ImageReference reference, Platform platform) {}

    /** The base image for a platform; asked for once in a build, also by seven modules at a time. */
    public BaseImage resolve(ImageReference reference, Platform platform) {
        return resolved.computeIfAbsent(new Wanted(reference, platform), this::resolveNow);
    }

    /** What its registry has under a base image's name now, once in a build; everything in the build is on it. */
    public Digest current(ImageReference reference) {
        return reference
                .digest()
                .orElseGet(() ->
                        current.computeIfAbsent(reference, any -> offline ? lastSeen(reference) : asked(reference)));
    }

    /** A layer of a base image, pulled if it must be. */
    public Path layer(ImageReference reference, Digest digest) {
        try {
            Optional<Path> kept = blobs.find(digest);
            return kept.isPresent() ? kept.get() : pulled(reference, digest, sizes.get(digest));
        } catch (IOException e) {
            throw unkept(reference, e);
        }
    }

    private BaseImage resolveNow(Wanted wanted) {
        ImageReference reference = wanted.reference();
        try {
            Digest top = current(reference);
            BaseManifest manifest = BaseManifest.of(reference, manifest(reference, top));
            Digest digest = manifest.isIndex() ? manifest.image(wanted.platform()) : top;
            BaseManifest image =
                    manifest.isIndex() ? BaseManifest.of(reference, manifest(reference, digest)) : manifest;
            if (image.isIndex()) {
                throw image.nested();
            }
            Optional<byte[]> config = blobs.read(image.config());
            if (config.isEmpty()) {
                pulled(reference, image.config(), image.configSize());
                config = blobs.read(image.config());
            }
            BaseImage base = image.image(new BaseDigests(top, digest), config.orElseThrow(), wanted.platform());
            base.content().image().getLayers().forEach(layer -> {
                Digest name = Digest.of(layer.getBlobDescriptor().getDigest().toString());
                sizes.put(name, image.size(name));
            });
            ChecksummedFile.write(seen(reference), reference.toString(), top.toString());
            return base;
        } catch (IOException e) {
            throw unkept(reference, e);
        }
    }

    private Digest asked(ImageReference reference) {
        return repository(reference).digestOf(reference.tag().orElseThrow()).orElseThrow(() -> missing(reference));
    }

    private Digest lastSeen(ImageReference reference) {
        return ChecksummedFile.read(seen(reference), reference.toString())
                .map(Digest::of)
                .orElseThrow(() -> new ImageException("the base image " + reference
                        + " was never seen here, and Maven is offline. Next: build once without -o"));
    }

    private byte[] manifest(ImageReference reference, Digest digest) throws IOException {
        Optional<byte[]> kept = blobs.read(digest);
        if (kept.isPresent()) {
            return kept.get();
        }
        refuseOffline(reference);
        byte[] bytes = repository(reference)
                .manifest(digest.toString())
                .orElseThrow(() -> missing(reference))
                .bytes();
        blobs.keep(digest, out -> out.write(bytes));
        return bytes;
    }

    private Path pulled(ImageReference reference, Digest digest, long size) {
        refuseOffline(reference);
        Path[] file = new Path[1];
        repository(reference).pull(digest, size, attempt -> {
            try {
                file[0] = blobs.keep(digest, attempt::writeTo);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        return file[0];
    }

    private void refuseOffline(ImageReference reference) {
        if (offline) {
            throw new ImageException("a part of the base image " + reference
                    + " was never pulled, and Maven is offline. Next: build once without -o");
        }
    }

    private Repository repository(ImageReference reference) {
        return registries.apply(reference.registry()).toPull(reference.repository());
    }

    private Path seen(ImageReference reference) {
        String name = Sha256.hex(Sha256.of(reference.toString().getBytes(StandardCharsets.UTF_8)));
        return directory.resolve("seen").resolve(name);
    }

    private static ImageException missing(ImageReference reference) {
        return new ImageException("the base image " + reference + " is not in its registry. Next: check cfa.baseImage");
    }

    private ImageException unkept(ImageReference reference, IOException e) {
        return new ImageException(
                "the base image " + reference + " cannot be kept in " + directory + ": " + e.getMessage()
                        + ". Next: see the free disk space and the permissions there",
                e);
    }
}
