package io.cfa.maven.verify;

import io.cfa.maven.host.bundle.BundleLocation;
import io.cfa.maven.model.Digest;
import io.cfa.maven.model.Service;
import io.cfa.maven.model.Stack;
import io.cfa.maven.verify.probe.ExpectedImage;
import io.cfa.maven.verify.probe.TagLookup;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What to verify, and how patiently.
 *
 * @param stack    what should run
 * @param only     the services to look at; all of the stack where empty
 * @param images   the image that each service should run; services that are not named are not compared
 * @param registry answers which manifest the images' tags name; where absent, only what the build recorded is compared
 * @param bundle   the files of repository and host; where absent, drift and what only the host's variables tell are not looked at
 * @param patience how long containers that are still starting are waited for
 * @param watch    for how long afterwards no container may restart or be replaced
 * @param prove    whether services prove that their data is whole, which reads much of it
 */
public record VerifyRequest(
        Stack stack,
        Set<String> only,
        Map<String, ExpectedImage> images,
        Optional<TagLookup> registry,
        Optional<BundleLocation> bundle,
        Duration patience,
        Duration watch,
        boolean prove) {

    /**
     * Checks and copies.
     *
     * @throws IllegalArgumentException if {@code only} names a service that the stack does not have
     */
    public VerifyRequest {
        only = Set.copyOf(only);
        images = Map.copyOf(images);
        ServiceFilter.of(stack, only);
    }

    /** Without registry and files: the containers and their answers, and the digests that a build recorded. */
    public VerifyRequest(Stack stack, Set<String> only, Map<String, Digest> built, Duration patience, Duration watch) {
        this(stack, only, images(stack, built), Optional.empty(), Optional.empty(), patience, watch, false);
    }

    private static Map<String, ExpectedImage> images(Stack stack, Map<String, Digest> built) {
        Map<String, ExpectedImage> images = new LinkedHashMap<>();
        stack.services().stream()
                .filter(service -> built.containsKey(service.name()))
                .forEach(service -> images.put(
                        service.name(), new ExpectedImage(service.image(), Optional.of(built.get(service.name())))));
        return images;
    }

    /** The same request with the repository's and the host's files. */
    public VerifyRequest with(BundleLocation files) {
        return new VerifyRequest(stack, only, images, registry, Optional.of(files), patience, watch, prove);
    }

    /** The same request with a registry to ask, and the images to ask it for. */
    public VerifyRequest with(TagLookup lookup, Map<String, ExpectedImage> expected) {
        return new VerifyRequest(stack, only, expected, Optional.of(lookup), bundle, patience, watch, prove);
    }

    /**
     * The same request with what a build pushed under a tag. Neither the registry nor drift is asked about: a registry that is down by then, or a file
     * that differs, is no reason to roll back.
     */
    public VerifyRequest expecting(Map<String, Digest> built, String tag) {
        Map<String, ExpectedImage> expected = new LinkedHashMap<>();
        for (Service service : stack.builtHere()) {
            Optional<Digest> digest = Optional.ofNullable(built.get(service.name()));
            if (digest.isPresent()) {
                expected.put(service.name(), new ExpectedImage(service.image().withTag(tag), digest));
            }
        }
        return new VerifyRequest(stack, only, expected, registry, bundle, patience, watch, prove);
    }

    /** The same request with the digest that each service of the infrastructure should run; no registry is asked about them. */
    public VerifyRequest withInfrastructure(Map<String, Digest> digests) {
        Map<String, ExpectedImage> expected = new LinkedHashMap<>(images);
        images(stack, digests).forEach(expected::putIfAbsent);
        return new VerifyRequest(stack, only, expected, registry, bundle, patience, watch, prove);
    }

    /** The same request, and whether services prove that their data is whole. */
    public VerifyRequest proving(boolean wanted) {
        return new VerifyRequest(stack, only, images, registry, bundle, patience, watch, wanted);
    }

    /** The same request without any waiting, to see how things are at this moment. */
    public VerifyRequest atOnce() {
        return new VerifyRequest(stack, only, images, registry, bundle, Duration.ZERO, Duration.ZERO, prove);
    }

    public List<Service> services() {
        return ServiceFilter.of(stack, only);
    }
}
