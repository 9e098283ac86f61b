package io.cfa.maven.rollout.plan;

import io.cfa.maven.docker.ComposeProject;
import io.cfa.maven.docker.Container;
import io.cfa.maven.docker.StartFirstCommands;
import io.cfa.maven.host.lock.HostCommandLock;
import io.cfa.maven.host.state.ContainerSnapshot;
import io.cfa.maven.host.state.HostRoom;
import io.cfa.maven.model.Service;
import io.cfa.maven.remote.Command;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;

/** The steps that tag images and make containers of them. */
final class ComposeUpSteps {

    private static final String NEXT = "Next: see with cfa:status what runs now, and with cfa:logs why";

    private static final String NOTHING_RUNS_LESS =
            "What ran runs. Next: remove it by hand with `docker rm -f`, then run the goal again";

    private final ComposeProject project;
    private final HostRoom room;

    ComposeUpSteps(ComposeProject project, HostRoom room) {
        this.project = project;
        this.room = room;
    }

    /**
     * Starts and replaces these services and no other; what routes to others comes last, one after the other in the file's order: who holds requests
     * while another is replaced is not replaced together with it.
     *
     * <p>Ours that run are replaced by starting the new one beside the old, where they can be and there is room. The others of ours that run are
     * replaced one after the other, the next when the one before it is ready: one is away at a time, for as long as it takes to
     * start with the processors for itself, where all that start together are away for as long as all of them take. That is so while what routes to
     * them runs and holds requests; where it is not there yet, the sooner all is over the better.
     *
     * <p>A container that is there and does not run is made anew, not started: its network may be gone, or it may have been left half made. So is
     * one that was cut off from its network, which compose takes for one that runs. What an {@code up} that was broken off left beside a service's
     * container is removed first: it has the name that compose would give the next one for a while. Where that is all there is of a service, or the one
     * that runs, it gets its proper name back: compose would want to call it, for a while, what it is called, and fail. Of several that a broken off
     * replacement left, one is kept, which compose would choose by its number.
     *
     * @param wanted whether a container is already what its service shall run
     */
    List<Step> up(Collection<Service> replaced, ContainerSnapshot now, BiPredicate<Service, Container> wanted) {
        List<Service> broken = replaced.stream()
                .filter(service -> now.isBroken(service.name()))
                .toList();
        List<Service> others =
                replaced.stream().filter(service -> !broken.contains(service)).toList();
        List<Step> steps = new ArrayList<>();
        mendHalfMade(steps, replaced, now);
        others.forEach(service -> leaveOne(steps, service, now, wanted));
        up(steps, "make anew ", names(broken, false), "--force-recreate");
        boolean held = replaced.stream().filter(Service::replacedLast).allMatch(service -> now.isUp(service.name()));
        List<Service> besides = held ? startedFirst(others, now, wanted) : List.of();
        List<String> inTurn = names(
                others.stream()
                        .filter(service ->
                                held && service.builtHere() && now.isUp(service.name()) && !besides.contains(service))
                        .toList(),
                false);
        up(
                steps,
                "replace or start ",
                names(others, false).stream()
                        .filter(service -> !inTurn.contains(service)
                                && besides.stream().noneMatch(one -> one.name().equals(service)))
                        .toList());
        StartFirstSteps beside = new StartFirstSteps(project, room);
        beside.batches(besides.stream()
                        .filter(service -> !service.replacedLast())
                        .toList())
                .forEach(batch -> beside.replace(steps, batch));
        Optional<String> before = Optional.empty();
        for (String service : inTurn) {
            beside.stop(steps);
            before.ifPresent(one -> awaitReady(steps, one));
            up(steps, "replace or start ", List.of(service));
            before = Optional.of(service);
        }
        for (Service service : replaced.stream().filter(Service::replacedLast).toList()) {
            before.ifPresent(one -> awaitReady(steps, one));
            if (besides.contains(service)) {
                beside.replace(steps, List.of(service));
                before = Optional.empty();
                continue;
            }
            beside.stop(steps);
            if (broken.contains(service)) {
                up(steps, "make anew ", List.of(service.name()), "--force-recreate");
            } else {
                up(steps, "replace or start ", List.of(service.name()));
            }
            before = inTurn.isEmpty() && besides.isEmpty() ? before : Optional.of(service.name());
        }
        beside.stop(steps);
        return steps;
    }

    /** What a plan says where memory is short. */
    Optional<String> shortage(
            Collection<Service> replaced, ContainerSnapshot now, BiPredicate<Service, Container> wanted) {
        StartFirstSteps beside = new StartFirstSteps(project, room);
        return beside.shortage(replaced.stream()
                .filter(service -> !now.isBroken(service.name()) && isStartedFirst(service, now, wanted))
                .filter(service -> !beside.hasRoomFor(service))
                .toList());
    }

    private List<Service> startedFirst(
            List<Service> services, ContainerSnapshot now, BiPredicate<Service, Container> wanted) {
        StartFirstSteps beside = new StartFirstSteps(project, room);
        return services.stream()
                .filter(service -> isStartedFirst(service, now, wanted) && beside.hasRoomFor(service))
                .toList();
    }

    private static boolean isStartedFirst(
            Service service, ContainerSnapshot now, BiPredicate<Service, Container> wanted) {
        return service.builtHere()
                && service.startFirst().isPossible()
                && now.kept(service.name(), container -> wanted.test(service, container))
                        .filter(container -> container.isRunning() && !wanted.test(service, container))
                        .isPresent();
    }

    /** Compose would leave one too, which it chooses by its number, whatever it is. */
    private void leaveOne(
            List<Step> steps, Service service, ContainerSnapshot now, BiPredicate<Service, Container> wanted) {
        Optional<Container> kept = now.kept(service.name(), container -> wanted.test(service, container));
        List<Container> surplus = now.of(service.name()).stream()
                .filter(container -> !container.equals(kept.orElseThrow()))
                .toList();
        if (!surplus.isEmpty()) {
            String name = now.of(service.name()).stream()
                    .map(Container::name)
                    .min(Comparator.comparing(String::length).thenComparing(Comparator.naturalOrder()))
                    .orElseThrow();
            Command keep = StartFirstCommands.keep(
                    kept.orElseThrow().id(),
                    name,
                    surplus.stream().map(Container::id).toList());
            steps.add(Step.of(
                    "stop and remove " + names(surplus) + ", as "
                            + kept.orElseThrow().name() + " is kept"
                            + (kept.orElseThrow().name().equals(name) ? "" : ", and is called " + name),
                    HostCommandLock.toItsEnd(project.directory(), keep.within(project.upLimit())),
                    NOTHING_RUNS_LESS));
        }
    }

    /** What does not get ready the verification tells, with the reason; it is waited for so long and no longer. */
    private void awaitReady(List<Step> steps, String service) {
        steps.add(Step.of("wait until " + service + " is ready", project.awaitReady(service), NEXT));
    }

    private void mendHalfMade(List<Step> steps, Collection<Service> replaced, ContainerSnapshot now) {
        List<Container> left = new ArrayList<>();
        List<Container> kept = new ArrayList<>();
        for (Service service : replaced) {
            List<Container> all = now.of(service.name());
            boolean runs = all.stream().anyMatch(container -> container.isHalfMade() && container.isRunning());
            all.stream()
                    .filter(container -> all.size() > 1 && !container.isRunning() && (runs || container.isHalfMade()))
                    .forEach(left::add);
            List<Container> rest =
                    all.stream().filter(container -> !left.contains(container)).toList();
            rest.stream()
                    .filter(container -> rest.size() == 1 && container.isHalfMade())
                    .forEach(kept::add);
        }
        if (!left.isEmpty()) {
            Command remove = Command.of("docker", "rm", "--force")
                    .with(left.stream().map(Container::id).toArray(String[]::new));
            steps.add(Step.of(
                    "remove " + names(left) + ", which an `up` that was broken off left",
                    exclusive(remove),
                    NOTHING_RUNS_LESS));
        }
        for (Container container : kept) {
            steps.add(Step.of(
                    "give " + container.name() + ", which an `up` that was broken off left, its name back: "
                            + container.properName(),
                    exclusive(Command.of("docker", "rename", container.id(), container.properName())),
                    NOTHING_RUNS_LESS));
        }
    }

    private static String names(List<Container> containers) {
        return containers.stream().map(Container::name).collect(Collectors.joining(", "));
    }

    /** Gives images other names, all in one command. */
    Step tag(String title, Map<String, String> tags, String stateOnFailure) {
        Command tag =
                Command.of("sh", "-c", "set -e; while [ $# -gt 0 ]; do docker tag \"$1\" \"$2\"; shift 2; done", "sh");
        for (Map.Entry<String, String> each : tags.entrySet()) {
            tag = tag.with(each.getKey(), each.getValue());
        }
        return Step.of(title, exclusive(tag), stateOnFailure);
    }

    /** What holds all doors must start; what it says of its configuration is asked before anything is replaced. */
    Step check(Service edge, String stateOnFailure) {
        return Step.of(
                "check the configuration of " + edge.name() + " in a container of its own",
                exclusive(project.check(edge.name())),
                stateOnFailure
                        + " Next: mend the lines that it names, or what .env.cfa2 puts into them, and sync again");
    }

    /** Stopped half-way, compose leaves a container that is made and not started. */
    private void up(List<Step> steps, String title, List<String> services, String... options) {
        if (!services.isEmpty()) {
            steps.add(Step.of(
                    title + String.join(", ", services),
                    HostCommandLock.toItsEnd(project.directory(), project.up(services, options)),
                    NEXT));
        }
    }

    Command exclusive(Command command) {
        return HostCommandLock.of(project.directory(), command);
    }

    private static List<String> names(Collection<Service> services, boolean last) {
        return services.stream()
                .filter(service -> service.replacedLast() == last)
                .map(Service::name)
                .collect(Collectors.toList());
    }
}
