package io.cfa.maven.image;

import com.google.cloud.tools.jib.blob.Blob;
import com.google.cloud.tools.jib.blob.Blobs;
import com.google.cloud.tools.jib.image.Layer;
import io.cfa.maven.image.assembly.BuiltImage;
import io.cfa.maven.image.assembly.CachedImage;
import io.cfa.maven.image.assembly.PushedBlob;
import io.cfa.maven.image.assembly.PushedBlob.Outcome;
import io.cfa.maven.image.cache.ImageException;
import io.cfa.maven.image.cache.Sha256;
import io.cfa.maven.image.plan.LayerKind;
import io.cfa.maven.image.registry.Registry;
import io.cfa.maven.image.registry.Repository;
import io.cfa.maven.model.Digest;
import io.cfa.maven.model.ImageReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Lock;

/**
 * Brings an image to a registry with as few bytes as can be: what is there stays, what another repository of ours holds is mounted, and
 * only the rest is sent.
 */
final class Pusher {

    private final Registry registry;
    private final List<String> siblings;
    private final PushProgress progress;

    /**
     * Pushes to one registry.
     *
     * @param siblings the repositories that may hold the same layers
     * @param progress  is told of every part of the bytes that travel
     */
    Pusher(Registry registry, List<String> siblings, PushProgress progress) {
        this.registry = registry;
        this.siblings = List.copyOf(siblings);
        this.progress = progress;
    }

    /**
     * Sets the tag to an image that the registry has already; if it has not, nothing is done. A registry takes no manifest whose layers it
     * lacks, so it is not asked for them first.
     *
     * @return whether it has
     */
    boolean tag(CachedImage image, ImageReference target) {
        Repository repository = registry.toPush(target.repository());
        Optional<Digest> stored =
                repository.putAtOnce(image.manifest(), target.tag().orElseThrow());
        if (stored.isPresent()) {
            compare(stored, image, target);
        } else if (repository.digestOf(image.digest().toString()).isPresent()) {
            put(repository, image, target);
        } else {
            return false;
        }
        image.parts().forEach(part -> registry.holds(target.repository(), part.digest()));
        return true;
    }

    /** Pushes; the tag is set last, when everything that it leads to is there. */
    CachedImage push(BuiltImage image, ImageReference target) {
        Repository repository = registry.toPush(target.repository());
        List<Part> parts = parts(image);
        boolean isThere = repository.digestOf(image.digest().toString()).isPresent();
        List<PushedBlob> moved = new ArrayList<>();
        for (Part part : parts) {
            Outcome outcome = isThere ? Outcome.PRESENT : bring(repository, part);
            registry.holds(target.repository(), part.digest().toString());
            moved.add(new PushedBlob(part.kind(), part.digest().toString(), part.size(), outcome));
        }
        CachedImage pushed = image.known(moved);
        put(repository, pushed, target);
        return pushed;
    }

    private static void put(Repository repository, CachedImage image, ImageReference target) {
        compare(repository.put(image.manifest(), target.tag().orElseThrow()), image, target);
    }

    private static void compare(Optional<Digest> stored, CachedImage image, ImageReference target) {
        if (!stored.equals(Optional.of(image.digest()))) {
            throw new ImageException(target + " was pushed as " + image.digest() + ", but the registry has "
                    + stored.map(Digest::toString).orElse("nothing")
                    + " under this tag. Next: see whether another build pushes the same tag");
        }
    }

    private record Part(LayerKind kind, Digest digest, long size, Blob blob) {}

    private static List<Part> parts(BuiltImage image) {
        List<Part> parts = new ArrayList<>();
        List<Layer> layers = image.image().getLayers();
        int ofBase = layers.size() - image.layers().size();
        for (Layer layer : layers) {
            LayerKind kind = parts.size() < ofBase
                    ? LayerKind.BASE
                    : image.layers().get(parts.size() - ofBase).kind();
            parts.add(new Part(
                    kind,
                    Digest.of(layer.getBlobDescriptor().getDigest().toString()),
                    layer.getBlobDescriptor().getSize(),
                    layer.getBlob()));
        }
        parts.add(new Part(
                LayerKind.CONFIG,
                Sha256.of(image.config()),
                image.config().length,
                Blobs.from(out -> out.write(image.config()), true)));
        return parts;
    }

    private Outcome bring(Repository repository, Part part) {
        Lock lock = registry.lock(part.digest().toString());
        lock.lock();
        try {
            if (repository.holds(part.digest())) {
                return Outcome.PRESENT;
            }
            Optional<String> owner = owner(repository, part);
            Repository target =
                    owner.map(from -> registry.toMount(repository.name(), from)).orElse(repository);
            boolean sent = target.bring(part.digest(), part.blob(), owner, progress.of(part.kind(), part.size()));
            registry.holds(repository.name(), part.digest().toString());
            return sent ? Outcome.UPLOADED : Outcome.MOUNTED;
        } finally {
            lock.unlock();
        }
    }

    private Optional<String> owner(Repository repository, Part part) {
        return registry.owner(part.digest().toString())
                .or(() -> part.kind().shared()
                        ? siblings.stream()
                                .filter(sibling -> !sibling.equals(repository.name()))
                                .filter(sibling -> registry.mayHold(sibling, part.digest()))
                                .findFirst()
                        : Optional.empty());
    }
}
