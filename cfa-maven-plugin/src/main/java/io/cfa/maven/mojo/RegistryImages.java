package io.cfa.maven.mojo;

import io.cfa.maven.image.ImageBuild;
import io.cfa.maven.image.PushedImage;
import io.cfa.maven.image.cache.ImageException;
import io.cfa.maven.model.Digest;
import io.cfa.maven.model.ImageReference;
import io.cfa.maven.model.Service;
import io.cfa.maven.model.Stack;
import io.cfa.maven.rollout.plan.LayerLookup;
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
 * @param builds       the build that may have pushed them
 * @param registryUser the user at the registry, where it is given as a parameter
 */
record RegistryImages(BuildSession builds, Optional<String> registryUser) {

    /** Whether this very build pushed images. */
    boolean hasPushed() {
        return !builds.pushed().isEmpty();
    }

    /**
     * The digest of each of our services under a tag: as this very build pushed it, or else as the registry has it.
     *
     * @throws ImageException naming every image that the registry does not have
     */
    Map<String, Digest> digests(Stack stack, String tag) {
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
                    + ". Nothing was changed on the host. Next: push them (./mvnw deploy -Pcfa2 -pl services/<service> -am), or name a"
                    + " revision that was built");
        }
        return digests;
    }

    /** What the registry holds under the tags that the host pulls; a service without one is left out. */
    Map<String, Digest> promoted(Stack stack) {
        Map<String, Digest> digests = new LinkedHashMap<>();
        held(stack.builtHere(), image -> image)
                .forEach((service, held) -> held.ifPresent(digest -> digests.put(service.name(), digest)));
        return digests;
    }

    /**
     * The image that each of our services should run.
     *
     * @param tag the tag that it was pushed under; where not given, what this build pushed, or else the tag that the compose file runs
     */
    Map<String, ExpectedImage> expected(Stack stack, Optional<String> tag) {
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
    TagLookup tags() {
        return image -> {
            try {
                return build(image).digestOf(image).map(TagLookup.Answer::holds).orElseGet(TagLookup.Answer::missing);
            } catch (ImageException e) {
                return TagLookup.Answer.unasked(e.getMessage());
            }
        };
    }

    /** Asks the registries what an image consists of. */
    LayerLookup layers() {
        return image -> {
            try {
                return build(image).layersOf(image);
            } catch (ImageException e) {
                return Map.of();
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
        return builds.open(image.registry(), registryUser);
    }
}
