package io.cfa.maven.mojo.release;

import io.cfa.maven.host.RolloutException;
import io.cfa.maven.host.release.Release;
import io.cfa.maven.host.release.ReleaseLog;
import io.cfa.maven.image.ImageBuild;
import io.cfa.maven.image.PushedImage;
import io.cfa.maven.image.cache.ImageException;
import io.cfa.maven.image.signature.SignatureVerdict;
import io.cfa.maven.image.signature.TrustedKeys;
import io.cfa.maven.model.Digest;
import io.cfa.maven.model.ImageReference;
import io.cfa.maven.model.LayerLookup;
import io.cfa.maven.model.Service;
import io.cfa.maven.model.Stack;
import io.cfa.maven.mojo.session.BuildSession;
import io.cfa.maven.verify.probe.ExpectedImage;
import io.cfa.maven.verify.probe.TagLookup;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;

/**
 * The images of a release: as this very build pushed them, or as their registry holds them.
 *
 * @param builds the build that may have pushed them
 */
public record RegistryImages(BuildSession builds) {

    /**
     * The tag to roll out: the one that is given, or else what is checked out.
     *
     * @throws RolloutException if there is neither
     */
    public String revision(String given) {
        return Optional.ofNullable(given)
                .filter(tag -> !tag.isBlank())
                .or(() -> builds.git().shortRevision())
                .orElseThrow(
                        () -> new RolloutException(
                                "it is not known what to roll out: this is no git clone. Next: name the tag with -Dcfa.revision"));
    }

    /**
     * The digest of each of our services under a tag: as this very build pushed it, or else as the registry has it.
     *
     * @throws ImageException naming every image that the registry does not have
     */
    public Map<String, Digest> digests(Stack stack, String tag) {
        Map<String, Digest> digests = new LinkedHashMap<>();
        builds.pushed().forEach((service, pushed) -> digests.put(service, pushed.digest()));
        List<String> missing = new ArrayList<>();
        List<Service> others = stack.builtHere().stream()
                .filter(service -> !digests.containsKey(service.name()))
                .toList();
        held(others, image -> image.withTag(tag))
                .forEach((service, held) -> held.ifPresentOrElse(
                        digest -> digests.put(service.name(), digest),
                        () -> missing.add(service.image().withTag(tag).toString())));
        if (!missing.isEmpty()) {
            throw new ImageException("not in the registry: " + String.join(", ", missing)
                    + ". Nothing was changed on the host. Next: push them (cfa:push, in a build of their modules), or name a"
                    + " revision that was built");
        }
        return digests;
    }

    /** What the registry holds under the tags that the host pulls; a service without one is left out. */
    public Map<String, Digest> promoted(Stack stack) {
        Map<String, Digest> digests = new LinkedHashMap<>();
        held(stack.builtHere(), image -> image)
                .forEach((service, held) -> held.ifPresent(digest -> digests.put(service.name(), digest)));
        return digests;
    }

    /**
     * What registries hold of the images that are not built here, where they shall be brought up to date.
     *
     * @param wish {@code keep} or {@code update}
     * @throws ImageException           naming every image that its registry does not have
     * @throws IllegalArgumentException if it is another word
     */
    public Map<String, Digest> infrastructure(Stack stack, String wish) {
        if (wish.equals("keep")) {
            return Map.of();
        }
        if (!wish.equals("update")) {
            throw new IllegalArgumentException("cfa.infrastructure is \"" + wish
                    + "\"; expected keep or update. Next: leave it away, or write -Dcfa.infrastructure=update");
        }
        List<Service> floating = stack.services().stream()
                .filter(service ->
                        !service.builtHere() && service.image().digest().isEmpty())
                .toList();
        Map<String, Digest> digests = new LinkedHashMap<>();
        List<String> missing = new ArrayList<>();
        held(floating, image -> image)
                .forEach((service, held) -> held.ifPresentOrElse(
                        digest -> digests.put(service.name(), digest),
                        () -> missing.add(service.image().toString())));
        if (!missing.isEmpty()) {
            throw new ImageException("not in its registry: " + String.join(", ", missing)
                    + ". Nothing was changed on the host. Next: name a tag that is there in the compose file");
        }
        return digests;
    }

    /**
     * The image that each service should run. Of ours: of the tag that is given; else what this build pushed, or the last verified release of the
     * host's release log. After a rollback the tag that the compose file runs names in the registry what failed; the release log knows better. Of the infrastructure: what the last verified release ran.
     */
    public Map<String, ExpectedImage> expected(Stack stack, String given, ReleaseLog log) {
        Optional<Release> last = log.lastVerified();
        Map<String, ExpectedImage> images = new LinkedHashMap<>(
                given != null || !builds.pushed().isEmpty()
                        ? expected(stack, Optional.ofNullable(given))
                        : expected(stack, last.map(Release::revision)));
        Map<String, Digest> infrastructure =
                last.map(release -> release.infrastructure(stack)).orElse(Map.of());
        stack.services().stream()
                .filter(service -> infrastructure.containsKey(service.name()))
                .forEach(service -> images.put(
                        service.name(),
                        new ExpectedImage(service.image(), Optional.of(infrastructure.get(service.name())))));
        return images;
    }

    /**
     * The image that each of our services should run.
     *
     * @param tag the tag that it was pushed under; where not given, what this build pushed, or else the tag that the compose file runs
     */
    private Map<String, ExpectedImage> expected(Stack stack, Optional<String> tag) {
        Map<String, PushedImage> pushed = tag.isPresent() ? Map.of() : builds.pushed();
        Map<String, ExpectedImage> images = new LinkedHashMap<>();
        for (Service service : stack.builtHere()) {
            Optional<PushedImage> own = Optional.ofNullable(pushed.get(service.name()));
            images.put(
                    service.name(),
                    new ExpectedImage(
                            own.map(PushedImage::reference)
                                    .or(() -> tag.map(service.image()::withTag))
                                    .orElse(service.image()),
                            own.map(PushedImage::digest)));
        }
        return images;
    }

    /** Asks the registries which manifest a tag names. */
    public TagLookup tags() {
        return image -> {
            try {
                return build(image).digestOf(image).map(TagLookup.Answer::holds).orElseGet(TagLookup.Answer::missing);
            } catch (ImageException e) {
                return TagLookup.Answer.unasked(e.getMessage());
            }
        };
    }

    /** What should run of our services, each by its digest; what the registry does not have is left to the verification. */
    public Map<String, Digest> digests(Map<String, ExpectedImage> expected) {
        Map<String, Digest> digests = new LinkedHashMap<>();
        expected.forEach((service, image) -> image.built()
                .or(() -> build(image.reference()).digestOf(image.reference()))
                .ifPresent(digest -> digests.put(service, digest)));
        return digests;
    }

    /**
     * Whether an image is signed by one of some keys, as its registry has it.
     *
     * @param image named by its digest
     */
    public SignatureVerdict verdict(ImageReference image, TrustedKeys keys) {
        return build(image).verdict(image, keys);
    }

    /** Asks the registries what an image consists of. */
    public LayerLookup layers() {
        return new LayerLookup() {
            @Override
            public Map<Digest, Long> of(ImageReference image) {
                try {
                    return build(image).layersOf(image);
                } catch (ImageException e) {
                    return Map.of();
                }
            }

            @Override
            public Optional<String> label(ImageReference image, String name) {
                try {
                    return build(image).labelOf(image, name);
                } catch (ImageException e) {
                    return Optional.empty();
                }
            }
        };
    }

    /** What the registry holds of services under the tags that an operator gives their images; asked side by side. */
    private Map<Service, Optional<Digest>> held(List<Service> services, UnaryOperator<ImageReference> tag) {
        Map<Service, CompletableFuture<Optional<Digest>>> asked = new LinkedHashMap<>();
        ExecutorService askers = Executors.newCachedThreadPool();
        try {
            for (Service service : services) {
                ImageReference image = tag.apply(service.image());
                asked.put(
                        service,
                        CompletableFuture.supplyAsync(() -> build(image).digestOf(image), askers));
            }
            Map<Service, Optional<Digest>> held = new LinkedHashMap<>();
            asked.forEach((service, answer) -> held.put(service, answer.join()));
            return held;
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException failure ? failure : e;
        } finally {
            askers.shutdown();
        }
    }

    private ImageBuild build(ImageReference image) {
        return builds.open(image.registry());
    }
}
