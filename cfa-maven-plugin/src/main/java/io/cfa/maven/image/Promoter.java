package io.cfa.maven.image;

import com.google.cloud.tools.jib.hash.Digests;
import com.google.cloud.tools.jib.image.json.ManifestTemplate;
import com.google.cloud.tools.jib.registry.ManifestAndDigest;
import io.cfa.maven.model.Digest;
import io.cfa.maven.model.ImageRef;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
        Map<PushedImage, ManifestTemplate> manifests = new LinkedHashMap<>();
        images.forEach(image -> manifests.put(image, manifest(image)));
        List<String> moved = new ArrayList<>();
        for (Map.Entry<PushedImage, ManifestTemplate> entry : manifests.entrySet()) {
            try {
                move(entry.getKey(), entry.getValue(), tag);
            } catch (ImageException e) {
                throw new ImageException(
                        e.getMessage() + "\nMoved to :" + tag + " before that: "
                                + (moved.isEmpty() ? "none" : String.join(", ", moved))
                                + "; all others are where they were. Next: run the build again",
                        e);
            }
            moved.add(entry.getKey().service());
        }
    }

    private ManifestTemplate manifest(PushedImage image) {
        ManifestAndDigest<ManifestTemplate> found = repository(image)
                .manifest(image.digest().toString())
                .orElseThrow(() -> new ImageException(image.reference() + " was pushed as " + image.digest()
                        + ", which the registry does not have any more. No tag was moved. Next: run the build again"));
        Digest received = Digest.of(found.getDigest().toString());
        Digest sent = serialised(found.getManifest());
        if (!received.equals(image.digest()) || !sent.equals(image.digest())) {
            throw new ImageException(image.reference() + " is " + image.digest() + ", but its bytes are " + received
                    + ", and would be put as " + sent + ". No tag was moved. Next: push it again");
        }
        return found.getManifest();
    }

    private void move(PushedImage image, ManifestTemplate manifest, String tag) {
        ImageRef target = image.reference().withTag(tag);
        Repository repository = repository(image);
        Optional<Digest> before = repository.digestOf(tag);
        if (before.equals(Optional.of(image.digest()))) {
            progress.accept(target + " is " + image.digest().shortForm() + " already");
            return;
        }
        repository.put(manifest, tag);
        Optional<Digest> after = repository.digestOf(tag);
        progress.accept(target + " was " + before.map(Digest::shortForm).orElse("not there") + ", is "
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

    private static Digest serialised(ManifestTemplate manifest) {
        try {
            return Digest.of(Digests.computeJsonDigest(manifest).toString());
        } catch (IOException e) {
            throw new IllegalStateException("a manifest can always be written", e);
        }
    }
}
