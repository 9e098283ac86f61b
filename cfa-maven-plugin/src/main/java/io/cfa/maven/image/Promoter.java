package io.cfa.maven.image;

import io.cfa.maven.image.assembly.ManifestLayers;
import io.cfa.maven.image.cache.ImageException;
import io.cfa.maven.image.registry.MediaType;
import io.cfa.maven.image.registry.Registry;
import io.cfa.maven.image.registry.Repository;
import io.cfa.maven.model.Digest;
import io.cfa.maven.model.ImageReference;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Moves a tag to images that were pushed, manifests only: none is moved unless all are there, unchanged, and where one cannot be moved those
 * before it are moved back.
 */
final class Promoter {

    private final Function<String, Registry> registries;
    private final Consumer<String> progress;

    Promoter(Function<String, Registry> registries, Consumer<String> progress) {
        this.registries = registries;
        this.progress = progress;
    }

    /**
     * Moves a tag.
     *
     * @param images  what was pushed now
     * @param earlier what a run before this one pushed, by the tag of the revision
     * @param recorded the digests that it wrote down, where that is known
     */
    void promote(
            List<PushedImage> images, Map<String, ImageReference> earlier, Map<String, Digest> recorded, String tag) {
        List<Candidate> candidates = new ArrayList<>();
        images.forEach(image -> candidates.add(new Candidate(image.service(), image.reference(), image.digest())));
        List<Candidate> found = found(earlier);
        refuseOthers(found, recorded);
        candidates.addAll(found);
        List<Move> moves = sideBySide(candidates, Candidate::reference, image -> move(image, tag));
        List<Move> moved = new ArrayList<>();
        for (Move move : moves) {
            try {
                // also where the answer is lost, or wrong, the tag may have moved
                moved.add(move);
                carryOut(move, tag);
            } catch (ImageException e) {
                throw new ImageException(e.getMessage() + "\n" + moveBack(moved, tag), e);
            }
        }
    }

    private record Candidate(String service, ImageReference reference, Digest digest) {}

    /** The tag of a revision is a hint: somebody may have moved it since. */
    private static void refuseOthers(List<Candidate> found, Map<String, Digest> recorded) {
        List<String> others = found.stream()
                .filter(image ->
                        !recorded.getOrDefault(image.service(), image.digest()).equals(image.digest()))
                .map(image -> image.reference() + " is " + image.digest().shortForm() + ", and was pushed as "
                        + recorded.get(image.service()).shortForm())
                .toList();
        if (!others.isEmpty()) {
            throw new ImageException("no tag was moved: " + String.join("; ", others)
                    + ". Next: find out who pushes the same tag, and run the jobs that build these again");
        }
    }

    private List<Candidate> found(Map<String, ImageReference> earlier) {
        List<Candidate> found = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        List<Map.Entry<String, ImageReference>> services = List.copyOf(earlier.entrySet());
        List<Optional<Digest>> digests =
                sideBySide(services, Map.Entry::getValue, service -> repository(service.getValue())
                        .digestOf(service.getValue().tag().orElseThrow()));
        for (int place = 0; place < services.size(); place++) {
            ImageReference reference = services.get(place).getValue();
            String service = services.get(place).getKey();
            digests.get(place)
                    .ifPresentOrElse(
                            digest -> found.add(new Candidate(service, reference, digest)),
                            () -> missing.add(reference.toString()));
        }
        if (!missing.isEmpty()) {
            throw new ImageException(
                    "no tag was moved: not in the registry: " + String.join(", ", missing)
                            + ". Next: run the builds of these again, or the whole one without -rf; what is there already costs it nothing");
        }
        return found;
    }

    /** The manifests are needed only where the tag is not at it already. */
    private record Move(Candidate image, Optional<Repository.Manifest> before, Optional<byte[]> manifest) {}

    private Move move(Candidate image, String tag) {
        Optional<Digest> before = repository(image.reference()).digestOf(tag);
        if (before.equals(Optional.of(image.digest()))) {
            return new Move(image, Optional.empty(), Optional.empty());
        }
        return new Move(
                image,
                before.flatMap(digest -> repository(image.reference()).manifest(digest.toString())),
                Optional.of(manifest(image)));
    }

    private byte[] manifest(Candidate image) {
        return repository(image.reference())
                .manifest(image.digest().toString())
                .orElseThrow(() -> new ImageException(image.reference() + " was pushed as " + image.digest()
                        + ", which the registry does not have any more. No tag was moved. Next: run the build again"))
                .bytes();
    }

    private void carryOut(Move move, String tag) {
        Candidate image = move.image();
        ImageReference target = image.reference().withTag(tag);
        if (move.manifest().isEmpty()) {
            progress.accept(target + " is " + image.digest().shortForm() + " already");
            return;
        }
        Repository repository = repository(image.reference());
        put(repository, move.manifest().get(), tag);
        Optional<Digest> after = repository.digestOf(tag);
        progress.accept(target + " was "
                + move.before().map(before -> before.digest().shortForm()).orElse("not there") + ", is "
                + after.map(Digest::shortForm).orElse("not there"));
        if (!after.equals(Optional.of(image.digest()))) {
            throw new ImageException(target + " was set to " + image.digest() + ", but is "
                    + after.map(Digest::toString).orElse("not there")
                    + ": someone else moves it at the same time. Next: find who, and promote again");
        }
    }

    /** Says of each tag that was moved where it is now. */
    private String moveBack(List<Move> moved, String tag) {
        List<String> back = new ArrayList<>();
        List<String> stay = new ArrayList<>();
        List<Move> latestFirst = new ArrayList<>(moved);
        Collections.reverse(latestFirst);
        for (Move move : latestFirst) {
            if (move.manifest().isEmpty()) {
                continue;
            }
            ImageReference reference = move.image().reference();
            try {
                Optional<Digest> now = repository(reference).digestOf(tag);
                boolean isMoved = now.equals(Optional.of(move.image().digest()));
                if (isMoved && move.before().isPresent()) {
                    put(repository(reference), move.before().get().bytes(), tag);
                    back.add(move.image().service() + " ("
                            + move.before().get().digest().shortForm() + ")");
                } else if (isMoved) {
                    stay.add(move.image().service() + " (new: it had no :" + tag + " before)");
                }
            } catch (ImageException e) {
                stay.add(move.image().service() + " (it cannot be moved back: " + e.getMessage() + ")");
            }
        }
        return "Moved to :" + tag + " and moved back: " + (back.isEmpty() ? "none" : String.join(", ", back))
                + (stay.isEmpty() ? "" : "; still moved: " + String.join(", ", stay))
                + "; all others are where they were. Next: run the build again";
    }

    private static void put(Repository repository, byte[] manifest, String tag) {
        String type = ManifestLayers.mediaType(manifest);
        repository.put(manifest, type.isEmpty() ? MediaType.OCI_MANIFEST : type, tag);
    }

    /** All images of a build are in one registry; no more than it is asked side by side by a push. */
    private <Q, A> List<A> sideBySide(List<Q> things, Function<Q, ImageReference> image, Function<Q, A> question) {
        return things.isEmpty()
                ? List.of()
                : registries.apply(image.apply(things.get(0)).registry()).sideBySide(things, question);
    }

    private Repository repository(ImageReference image) {
        return registries.apply(image.registry()).toPush(image.repository());
    }
}
