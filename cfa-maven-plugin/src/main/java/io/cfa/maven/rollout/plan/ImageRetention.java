package io.cfa.maven.rollout.plan;

import io.cfa.maven.host.release.SignatureStore;
import io.cfa.maven.host.state.ContainerSnapshot;
import io.cfa.maven.host.state.ObservedState;
import io.cfa.maven.model.Digest;
import io.cfa.maven.remote.Command;
import java.util.List;
import java.util.stream.Stream;

/** What a host keeps for a rollback: the images that run and those of the last verified releases, and the signatures of these. */
final class ImageRetention {

    private static final int KEPT_RELEASES = 5;

    private final RolloutRequest request;
    private final ObservedState observed;
    private final ContainerSnapshot containers;

    ImageRetention(RolloutRequest request, ObservedState observed, ContainerSnapshot containers) {
        this.request = request;
        this.observed = observed;
        this.containers = containers;
    }

    /** The signatures of the images, for a rollback without a registry. */
    List<Step> keepSignatures() {
        List<String> signatures = request.around().signatures();
        return signatures.isEmpty()
                ? List.of()
                : List.of(
                        Step.of(
                                "keep the signatures of the images, for a rollback while the registry is down",
                                new SignatureStore(request.project().directory()).keep(signatures),
                                "What runs is not touched by this; a rollback to it will ask the registry for its signatures."));
    }

    /** How to remove what the last five verified releases, with this one, do not need. */
    List<Step> prune(ComposeUpSteps ups) {
        List<Digest> kept = Stream.of(
                        request.expected().values().stream(),
                        request.stack().services().stream()
                                .flatMap(service -> containers.digests(service.name()).stream()),
                        observed.log().lastVerified(KEPT_RELEASES).stream()
                                .filter(release -> !release.images().equals(request.expected()))
                                .limit(KEPT_RELEASES - 1L)
                                .flatMap(release -> Stream.concat(
                                        release.images().values().stream(),
                                        release.infrastructure().values().stream()
                                                .flatMap(image -> image.digest().stream()))))
                .flatMap(digests -> digests)
                .toList();
        // what is not built here may be anybody's: of that only our own tags go
        List<String> builtHere = request.stack().builtHere().stream()
                .map(service -> service.image().name())
                .toList();
        String[] removed = observed.images().stream()
                .filter(image -> image.isPin() || builtHere.contains(image.name()))
                .filter(image -> !image.isOneOf(kept))
                .flatMap(image -> image.ownReference().stream())
                .distinct()
                .sorted()
                .toArray(String[]::new);
        return removed.length == 0
                ? List.of()
                : List.of(Step.of(
                        "remove the images of older releases",
                        ups.exclusive(Command.of("docker", "image", "rm").with(removed)),
                        "The release runs and was verified; images of older ones are left"));
    }
}
