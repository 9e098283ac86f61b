package io.cfa.maven.image;

import io.cfa.maven.image.assembly.BuiltImage;
import io.cfa.maven.image.assembly.CachedImage;
import io.cfa.maven.image.assembly.MultiPlatformImage;
import io.cfa.maven.image.assembly.Part;
import io.cfa.maven.image.assembly.PushedBlob;
import io.cfa.maven.image.assembly.PushedBlob.Outcome;
import io.cfa.maven.image.cache.ImageException;
import io.cfa.maven.image.registry.BlobContent;
import io.cfa.maven.image.registry.Registry;
import io.cfa.maven.image.registry.Repository;
import io.cfa.maven.model.Digest;
import io.cfa.maven.model.ImageReference;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.function.LongConsumer;

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
        Optional<Digest> stored = repository.putAtOnce(
                image.content().bytes(),
                image.content().mediaType(),
                target.tag().orElseThrow());
        if (stored.isEmpty()) {
            return false;
        }
        compare(stored, image, target);
        image.parts().forEach(part -> registry.holds(target.repository(), part.digest()));
        return true;
    }

    /** Pushes; the tag is set last, when everything that it leads to is there. */
    CachedImage push(MultiPlatformImage image, ImageReference target) {
        Repository repository = registry.toPush(target.repository());
        boolean isThere = repository.digestOf(image.digest().toString()).isPresent();
        List<PushedBlob> moved = registry.sideBySide(image.parts(), part -> {
            Outcome outcome = isThere ? Outcome.PRESENT : bring(repository, part);
            registry.holds(target.repository(), part.digest().toString());
            return new PushedBlob(part.kind(), part.digest().toString(), part.size(), outcome);
        });
        if (image.isIndex() && !isThere) {
            registry.sideBySide(List.copyOf(image.images().values()), each -> putByDigest(repository, each, target));
        }
        CachedImage pushed = image.known(moved);
        compare(
                repository.put(
                        pushed.content().bytes(),
                        pushed.content().mediaType(),
                        target.tag().orElseThrow()),
                pushed,
                target);
        return pushed;
    }

    private static Digest putByDigest(Repository repository, BuiltImage image, ImageReference target) {
        Optional<Digest> stored = repository.put(
                image.json().manifest(),
                image.json().mediaType(),
                image.digest().toString());
        if (!stored.equals(Optional.of(image.digest()))) {
            throw new ImageException("the image " + image.digest() + " of " + target.name()
                    + " was pushed, but the registry has "
                    + stored.map(Digest::toString).orElse("nothing")
                    + " in its place. Next: look at the registry's own log");
        }
        return image.digest();
    }

    private static void compare(Optional<Digest> stored, CachedImage image, ImageReference target) {
        if (!stored.equals(Optional.of(image.digest()))) {
            throw new ImageException(target + " was pushed as " + image.digest() + ", but the registry has "
                    + stored.map(Digest::toString).orElse("nothing")
                    + " under this tag. Next: see whether another build pushes the same tag");
        }
    }

    private Outcome bring(Repository repository, Part part) {
        Lock lock = registry.lock(part.digest().toString());
        lock.lock();
        try {
            if (repository.holds(part.digest())) {
                return Outcome.PRESENT;
            }
            Optional<String> owner = owner(repository, part);
            boolean isMounted = owner.isPresent() && repository.mount(part.digest(), owner.get());
            if (!isMounted) {
                repository.upload(part.digest(), counted(part));
            }
            registry.holds(repository.name(), part.digest().toString());
            return isMounted ? Outcome.MOUNTED : Outcome.UPLOADED;
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

    private BlobContent counted(Part part) {
        LongConsumer sent = progress.of(part.kind(), part.size());
        return new BlobContent(part.size(), out -> part.content().writeTo(new FilterOutputStream(out) {
            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                out.write(bytes, offset, length);
                sent.accept(length);
            }
        }));
    }
}
