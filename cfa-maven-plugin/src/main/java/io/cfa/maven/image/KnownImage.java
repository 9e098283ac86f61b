package io.cfa.maven.image;

import io.cfa.maven.image.assembly.ManifestLayers;
import io.cfa.maven.image.assembly.PushedBlob;
import io.cfa.maven.image.cache.ImageException;
import io.cfa.maven.image.plan.ImagePlanner;
import io.cfa.maven.image.registry.MediaType;
import io.cfa.maven.image.registry.Repository;
import io.cfa.maven.image.registry.SmallBlob;
import io.cfa.maven.image.signature.ImageSignatures;
import io.cfa.maven.image.signature.SigningKey;
import io.cfa.maven.model.Digest;
import io.cfa.maven.model.ImageReference;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * An image that was made of the very same inputs before: it is given another tag, and not made again.
 *
 * @param repository holds it
 * @param build      the build that gives the tag
 * @param wanted     what it must be
 */
record KnownImage(Repository repository, String build, Wanted wanted) {

    private static final long LARGEST_CONFIG = 4 << 20;

    /**
     * What an image must be to be given a tag.
     *
     * @param service  whose it is
     * @param target   the name that it is given
     * @param inputs   what it is made of
     * @param revision the commit that its label names
     * @param key      that it is signed with, where this build signs
     */
    record Wanted(String service, ImageReference target, Digest inputs, String revision, Optional<SigningKey> key) {}

    /**
     * Gives it the tag, and writes down what it is in the module's directory of built things.
     *
     * @return nothing where there is no such image, or it is not what it should be
     */
    Optional<PushedImage> retag(Path output) {
        InputRecord record = new InputRecord(repository, wanted.key());
        try {
            Optional<PushedImage> found = record.read(wanted.inputs(), output).flatMap(this::retagged);
            if (found.isPresent()) {
                found.get().write(output);
            } else {
                InputRecord.remove(output);
            }
            return found;
        } catch (IOException | ImageException e) {
            remove(output);
            throw new ImageException(
                    wanted.target() + " is not taken from an image of the same inputs: " + e.getMessage()
                            + ". Next: nothing, it is built anew; run cfa:retag again where this was of the moment",
                    e);
        }
    }

    private static void remove(Path output) {
        try {
            InputRecord.remove(output);
        } catch (IOException e) {
            throw new ImageException(
                    "what is written down in " + output + " cannot be removed: " + e.getMessage()
                            + ". Next: see the permissions there",
                    e);
        }
    }

    private Optional<PushedImage> retagged(PushedImage said) {
        return said.service().equals(wanted.service())
                ? manifest(said).map(found -> put(said, found))
                : Optional.empty();
    }

    /** The image, where its own bytes say what the record says. */
    private Optional<Repository.Manifest> manifest(PushedImage said) {
        return repository
                .manifest(said.digest().toString())
                .filter(found -> isLabelled(found.bytes()))
                .filter(found -> wanted.key()
                        .map(key -> new ImageSignatures(repository).isSigned(found.digest(), key))
                        .orElse(true));
    }

    private boolean isLabelled(byte[] manifest) {
        return ManifestLayers.config(manifest)
                .flatMap(config -> SmallBlob.read(repository, config, LARGEST_CONFIG))
                .filter(config -> ManifestLayers.label(config, ImagePlanner.LABEL + "title")
                                .equals(Optional.of(wanted.service()))
                        && ManifestLayers.label(config, ImagePlanner.LABEL + "revision")
                                .equals(Optional.of(wanted.revision())))
                .isPresent();
    }

    private PushedImage put(PushedImage said, Repository.Manifest image) {
        Instant started = Instant.now();
        String tag = wanted.target().tag().orElseThrow();
        String type = ManifestLayers.mediaType(image.bytes());
        Optional<Digest> stored = repository.put(image.bytes(), type.isEmpty() ? MediaType.OCI_MANIFEST : type, tag);
        if (!stored.equals(Optional.of(image.digest()))) {
            throw new ImageException("the registry has "
                    + stored.map(Digest::toString).orElse("nothing") + " under that tag, and was given "
                    + image.digest() + ". Next: see whether another build pushes the same tag");
        }
        return new PushedImage(
                build,
                said.service(),
                new PushedImage.Target(
                        wanted.target().toString(),
                        image.digest().toString(),
                        List.of(tag),
                        said.target().platforms()),
                said.origin(),
                new PushedImage.Transfer(
                        said.layers().stream()
                                .map(layer -> new PushedBlob(
                                        layer.kind(), layer.digest(), layer.size(), PushedBlob.Outcome.PRESENT))
                                .toList(),
                        started.toString(),
                        Duration.between(started, Instant.now()).toMillis()));
    }
}
