package io.cfa.maven.rollout.swarm;

import io.cfa.maven.model.Digest;
import io.cfa.maven.model.ImageReference;
import io.cfa.maven.model.Service;
import io.cfa.maven.model.Stack;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The image of each service, by its digest: what is named by a tag alone may be another on another node.
 *
 * @param digests by service
 * @param unknown services of the infrastructure whose digest nobody has said yet
 */
record StackImages(Map<String, Digest> digests, List<Service> unknown) {

    StackImages {
        digests = Map.copyOf(digests);
        unknown = List.copyOf(unknown);
    }

    /**
     * Ours are what was built; the infrastructure is what its file names by a digest, or what shall be brought up to date, or what ran before, while its tag is the
     * same.
     */
    static StackImages of(
            Stack stack, Map<String, Digest> built, Map<String, Digest> updates, Map<String, Digest> before) {
        Map<String, Digest> digests = new TreeMap<>();
        List<Service> unknown = new ArrayList<>();
        for (Service service : stack.services()) {
            Optional<Digest> digest = service.builtHere()
                    ? Optional.ofNullable(built.get(service.name()))
                    : service.image()
                            .digest()
                            .or(() -> Optional.ofNullable(updates.get(service.name())))
                            .or(() -> Optional.ofNullable(before.get(service.name())));
            digest.ifPresentOrElse(known -> digests.put(service.name(), known), () -> unknown.add(service));
        }
        return new StackImages(digests, unknown);
    }

    /** With what the manager's engine says of the others. */
    StackImages with(Map<String, String> repositoryDigests) {
        Map<String, Digest> all = new TreeMap<>(digests);
        List<Service> left = new ArrayList<>();
        for (Service service : unknown) {
            Optional.ofNullable(repositoryDigests.get(service.image().toString()))
                    .ifPresentOrElse(digest -> all.put(service.name(), Digest.of(digest)), () -> left.add(service));
        }
        return new StackImages(all, left);
    }

    /** The references of those that nobody has said the digest of. */
    List<String> toPull() {
        return unknown.stream().map(service -> service.image().toString()).toList();
    }

    /** As a stack document names them. */
    Map<String, String> references(Stack stack) {
        Map<String, String> references = new TreeMap<>();
        stack.services().stream()
                .filter(service -> digests.containsKey(service.name()))
                .forEach(service -> references.put(
                        service.name(),
                        service.image().withDigest(digests.get(service.name())).toString()));
        return references;
    }

    /** What the release log says of the infrastructure. */
    Map<String, ImageReference> infrastructure(Stack stack) {
        Map<String, ImageReference> infrastructure = new TreeMap<>();
        stack.services().stream()
                .filter(service -> !service.builtHere() && digests.containsKey(service.name()))
                .forEach(service ->
                        infrastructure.put(service.name(), service.image().pinnedTo(digests.get(service.name()))));
        return infrastructure;
    }
}
