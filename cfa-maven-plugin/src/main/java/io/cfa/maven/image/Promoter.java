package io.cfa.maven.image;

import io.cfa.maven.image.cache.ImageException;
import io.cfa.maven.image.cache.Sha256;
import io.cfa.maven.image.registry.Registry;
import io.cfa.maven.image.registry.Repository;
import io.cfa.maven.model.Digest;
import io.cfa.maven.model.ImageReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** Moves a tag to images that were pushed, manifests only; none is moved unless all are there, unchanged. */
final class Promoter {

    private final Function<String, Registry> registries;
    private final Consumer<String> progress;

    Promoter(Function<String, Registry> registries, Consumer<String> progress) {
        this.registries = registries;
        this.progress = progress;
    }

    void promote(List<PushedImage> images, String tag) {
        List<Move> moves = images.stream().map(image -> move(image, tag)).toList();
        List<String> moved = new ArrayList<>();
        for (Move move : moves) {
            try {
                carryOut(move, tag);
            } catch (ImageException e) {
                throw new ImageException(
                        e.getMessage() + "\nMoved to :" + tag + " before that: "
                                + (moved.isEmpty() ? "none" : String.join(", ", moved))
                                + "; all others are where they were. Next: run the build again",
                        e);
            }
            moved.add(move.image().service());
        }
    }

    /** The manifest is needed only where the tag is not at it already. */
    private record Move(PushedImage image, Optional<Digest> before, Optional<byte[]> manifest) {}

    private Move move(PushedImage image, String tag) {
        Optional<Digest> before = repository(image).digestOf(tag);
        boolean isDone = before.equals(Optional.of(image.digest()));
        return new Move(image, before, isDone ? Optional.empty() : Optional.of(manifest(image)));
    }

    private byte[] manifest(PushedImage image) {
        byte[] manifest = repository(image)
                .manifest(image.digest())
                .orElseThrow(() -> new ImageException(image.reference() + " was pushed as " + image.digest()
                        + ", which the registry does not have any more. No tag was moved. Next: run the build again"));
        Digest received = Sha256.of(manifest);
        if (!received.equals(image.digest())) {
            throw new ImageException(image.reference() + " is " + image.digest() + ", but its bytes are " + received
                    + ". No tag was moved. Next: push it again");
        }
        return manifest;
    }

    private void carryOut(Move move, String tag) {
        PushedImage image = move.image();
        ImageReference target = image.reference().withTag(tag);
        if (move.manifest().isEmpty()) {
            progress.accept(target + " is " + image.digest().shortForm() + " already");
            return;
        }
        Repository repository = repository(image);
        repository.put(move.manifest().get(), tag);
        Optional<Digest> after = repository.digestOf(tag);
        progress.accept(target + " was " + move.before().map(Digest::shortForm).orElse("not there") + ", is "
                + after.map(Digest::shortForm).orElse("not there"));
        if (!after.equals(Optional.of(image.digest()))) {
            throw new ImageException(target + " was set to " + image.digest() + ", but is "
                    + after.map(Digest::toString).orElse("not there") + ": someone else moves it at the same time");
        }
    }

    private Repository repository(PushedImage image) {
        return registries
                .apply(image.reference().registry())
                .toPush(image.reference().repository());
    }
}
