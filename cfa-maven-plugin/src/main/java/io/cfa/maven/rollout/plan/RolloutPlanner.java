package io.cfa.maven.rollout.plan;

import io.cfa.maven.docker.Container;
import io.cfa.maven.host.release.Release;
import io.cfa.maven.host.release.ReleaseLog;
import io.cfa.maven.host.state.ContainerSnapshot;
import io.cfa.maven.host.state.LocalImage;
import io.cfa.maven.host.state.ObservedState;
import io.cfa.maven.model.Digest;
import io.cfa.maven.model.Service;
import io.cfa.maven.remote.Command;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Makes the plan of a rollout out of what is asked for and what was found; asks and changes nothing itself. */
public final class RolloutPlanner {

    private static final String NOTHING_REPLACED = "No container was changed.";
    private static final int KEPT_RELEASES = 5;

    private final RolloutRequest request;
    private final ObservedState found;
    private final ContainerSnapshot containers;
    private final ReleaseLog log;
    private final List<LocalImage> images;
    private final ComposeUpSteps ups;

    public RolloutPlanner(RolloutRequest request, ObservedState found) {
        this.request = request;
        this.found = found;
        this.containers = found.containers();
        this.log = found.log();
        this.images = found.images();
        this.ups = new ComposeUpSteps(request.stack(), request.project());
    }

    /** The commit. */
    public String revision() {
        return request.revision();
    }

    /** What ran when this was planned. */
    public ContainerSnapshot before() {
        return containers;
    }

    /** Those of our services whose image does not lie on the host. */
    public List<String> toPull() {
        return changed().stream()
                .filter(name -> images.stream()
                        .noneMatch(image ->
                                image.isOneOf(List.of(request.expected().get(name)))))
                .toList();
    }

    /** All of it, with what comes afterwards. */
    public Plan plan() {
        Plan back = back().orElse(new Plan(
                List.of("leave the containers for inspection: there is no earlier verified release"), List.of()));
        return new Plan(
                builtHere().stream()
                        .map(service -> ServiceChange.line(
                                request.stack(),
                                service,
                                containers,
                                request.expected().get(service.name()),
                                request.revision()))
                        .toList(),
                deploy(),
                List.of(
                        new Plan.FollowUp(
                                "then verify; if it passes:", new Plan(List.of("write the release log"), prune())),
                        new Plan.FollowUp("if containers were replaced, and that or the verification fails:", back)));
    }

    private List<String> changed() {
        return builtHere().stream()
                .map(Service::name)
                .filter(name -> request.expected().containsKey(name))
                .filter(name -> !containers.runs(name, request.expected().get(name)))
                .toList();
    }

    /** The release to go back to, if there is another than this one. */
    public Optional<Release> earlier() {
        return log.lastVerified().filter(release -> !release.images().equals(request.expected()));
    }

    /** How to go back to it. */
    public Optional<Plan> back() {
        return earlier().map(release -> new RollbackPlanner(request.stack(), request.project(), release)
                .plan(containers, true, List.of()));
    }

    /** How to give the tags back to what runs, where no container was replaced. */
    public List<Step> tagsBack() {
        Map<String, String> tags = new LinkedHashMap<>();
        for (Service service : builtHere()) {
            containers.of(service.name()).stream()
                    .map(Container::imageId)
                    .findFirst()
                    .ifPresent(id -> tags.put(id.toString(), service.image().toString()));
        }
        return tags.isEmpty()
                ? List.of()
                : List.of(ups.tag("give the tags back to the images that run", tags, NOTHING_REPLACED));
    }

    /** How to remove what the last five verified releases, with this one, do not need. */
    public List<Step> prune() {
        List<Digest> kept = Stream.of(
                        request.expected().values().stream(),
                        request.stack().builtHere().stream()
                                .flatMap(service -> containers.digests(service.name()).stream()),
                        log.lastVerified(KEPT_RELEASES).stream()
                                .filter(release -> !release.images().equals(request.expected()))
                                .limit(KEPT_RELEASES - 1L)
                                .flatMap(release -> release.images().values().stream()))
                .flatMap(digests -> digests)
                .toList();
        String[] removed = images.stream()
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

    private List<Step> deploy() {
        List<Step> steps = new ArrayList<>();
        steps.add(pull());
        steps.add(new PulledImageCheck(request).compare(NOTHING_REPLACED));
        Map<String, String> pins = pins();
        if (!pins.isEmpty()) {
            steps.add(ups.tag("keep the images by tags of our own", pins, NOTHING_REPLACED));
        }
        steps.addAll(ups.up(toStart()));
        return steps;
    }

    /** With another bundle every container may change. */
    private List<String> toStart() {
        List<String> changed = changed();
        return request.stack().services().stream()
                .map(Service::name)
                .filter(name -> found.hasOtherBundle() || changed.contains(name) || !containers.isUp(name))
                .toList();
    }

    private Map<String, String> pins() {
        List<String> there =
                images.stream().flatMap(image -> image.ownReference().stream()).toList();
        Map<String, String> pins = new LinkedHashMap<>();
        for (Service service : builtHere()) {
            Digest digest = request.expected().get(service.name());
            if (digest != null
                    && !there.contains(LocalImage.pin(service.image(), digest).toString())) {
                pins.put(
                        service.image().withDigest(digest).toString(),
                        LocalImage.pin(service.image(), digest).toString());
            }
        }
        return pins;
    }

    private List<Service> builtHere() {
        return request.stack().builtHere();
    }

    private Step pull() {
        if (request.login().isEmpty()) {
            return Step.of(
                    "pull the images, with the host's own registry login",
                    ups.exclusive(request.project().pull(Optional.empty())),
                    NOTHING_REPLACED + " Next: log in on the host, or give CI_REGISTRY_USER and CI_REGISTRY_PASSWORD");
        }
        RolloutRequest.Login login = request.login().get();
        return Step.of(
                "log in to " + login.registry() + " as " + login.user() + ", pull the images, and forget the login",
                ups.exclusive(new AuthenticatedPull(request.project().directory(), login).run(request.project())),
                NOTHING_REPLACED
                        + " Next: if the login was refused, check CI_REGISTRY_USER and CI_REGISTRY_PASSWORD; images that were pulled stay on"
                        + " the host, and the next run uses them");
    }
}
