package io.cfa.maven.rollout.plan;

import io.cfa.maven.docker.ComposeProject;
import io.cfa.maven.docker.Container;
import io.cfa.maven.host.release.Release;
import io.cfa.maven.host.state.ContainerSnapshot;
import io.cfa.maven.host.state.HostRoom;
import io.cfa.maven.model.Digest;
import io.cfa.maven.model.Service;
import io.cfa.maven.model.Stack;
import io.cfa.maven.remote.Command;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.stream.Stream;

/** Makes the plan of a rollback to a release, out of images that the host still has; needs no registry. */
public final class RollbackPlanner {

    private final Stack stack;
    private final ComposeProject project;
    private final Release release;
    private final HostRoom room;
    private final Set<String> inTurn;

    public RollbackPlanner(Stack stack, ComposeProject project, Release release) {
        this(stack, project, release, HostRoom.UNKNOWN, Set.of());
    }

    private RollbackPlanner(Stack stack, ComposeProject project, Release release, HostRoom room, Set<String> inTurn) {
        this.stack = stack;
        this.project = project;
        this.release = release;
        this.room = room;
        this.inTurn = Set.copyOf(inTurn);
    }

    /** The same, which starts new containers beside the old ones where there is room, but for services that the old one must not run beside. */
    public RollbackPlanner startingFirst(HostRoom there, Set<String> except) {
        return new RollbackPlanner(stack, project, release, there, except);
    }

    /**
     * The plan.
     *
     * @param replaced names of services whose container is made anew or started whatever its image is
     * @param before   what is done when the images are known to be there
     */
    public Plan plan(ContainerSnapshot state, Set<String> replaced, List<Step> before) {
        Map<String, String> tags = new LinkedHashMap<>();
        List<Service> changed = new ArrayList<>();
        for (Service service : stack.services()) {
            Optional<Digest> digest = digest(service);
            boolean asItWas = digest.map(each -> state.runs(service.name(), each))
                    .orElseGet(() -> service.builtHere() ? isInOrder(service, state) : canBeLeft(service, state));
            if (!asItWas || replaced.contains(service.name())) {
                changed.add(service);
            }
            if (digest.isEmpty() || !changed.contains(service)) {
                keep(service, state, tags);
            }
            if (digest.isPresent() && (service.builtHere() || changed.contains(service))) {
                tags.put(
                        service.image().withDigest(digest.get()).toString(),
                        service.image().toString());
            }
        }
        List<Service> told = stack.services().stream()
                .filter(service -> service.builtHere() || changed.contains(service))
                .toList();
        ServiceChange change = new ServiceChange(told, state, release.revision());
        BiPredicate<Service, Container> wanted = (service, container) -> isWanted(service, container, state);
        return new Plan(
                Stream.concat(
                                told.stream()
                                        .map(service ->
                                                change.line(service, digest(service), changed.contains(service))),
                                new ComposeUpSteps(project, room).shortage(changed, state, wanted).stream())
                        .toList(),
                steps(state, tags, changed, before));
    }

    /** As far as is known: what an image does not tell is left to compose, which does not begin by starting another one. */
    private boolean isWanted(Service service, Container container, ContainerSnapshot state) {
        return inTurn.contains(service.name())
                || digest(service)
                        .filter(digest -> !state.digests(container).contains(digest))
                        .isEmpty();
    }

    private static boolean isInOrder(Service service, ContainerSnapshot state) {
        return state.isUp(service.name()) && !state.isBroken(service.name()) && !state.isCrowded(service.name());
    }

    /** What the release says nothing of is made anew where that needs no image that is not there. */
    private static boolean canBeLeft(Service service, ContainerSnapshot state) {
        return isInOrder(service, state) || state.of(service.name()).stream().noneMatch(state::hasImage);
    }

    /** Compose would replace it along with whatever depends on it, if somebody moved its tag away from the image that it has. */
    private static void keep(Service service, ContainerSnapshot state, Map<String, String> tags) {
        state.of(service.name()).stream()
                .filter(container -> !service.builtHere() && state.hasImage(container))
                .filter(container ->
                        container.image().reference().equals(service.image().toString()))
                .filter(container -> service.image().digest().isEmpty())
                .findFirst()
                .ifPresent(container ->
                        tags.put(container.imageId().toString(), service.image().toString()));
    }

    /** What it ran, of a service that compose still runs by the same tag. */
    private Optional<Digest> digest(Service service) {
        if (service.builtHere()) {
            return Optional.ofNullable(release.images().get(service.name()));
        }
        return Optional.ofNullable(release.infrastructure(stack).get(service.name()));
    }

    private List<Step> steps(
            ContainerSnapshot state, Map<String, String> tags, List<Service> changed, List<Step> before) {
        ComposeUpSteps ups = new ComposeUpSteps(project, room);
        List<Step> steps = new ArrayList<>();
        steps.add(Step.of(
                "see that the host still has the images of " + release.revision(),
                Command.of("docker", "image", "inspect", "--format", "{{.Id}}")
                        .with(tags.keySet().toArray(String[]::new)),
                "Nothing was changed by this step. Next: roll out " + release.revision()
                        + " again from its pipeline, which pulls them"));
        steps.addAll(before);
        steps.add(ups.tag(
                "give the images of " + release.revision() + " the tag that the compose file runs",
                tags,
                "Some tags may be moved and no container was. Next: run it again"));
        steps.addAll(ups.up(changed, state, (service, container) -> isWanted(service, container, state)));
        return steps;
    }
}
