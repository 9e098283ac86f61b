package io.cfa.maven.rollout.plan;

import io.cfa.maven.docker.ComposeProject;
import io.cfa.maven.docker.StartFirstCommands;
import io.cfa.maven.host.lock.HostCommandLock;
import io.cfa.maven.host.state.HostRoom;
import io.cfa.maven.model.Service;
import io.cfa.maven.remote.Result;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The steps that replace services by starting a new container of each beside the old one: as many at a time as there are processors, and the old ones of
 * some are stopped while the new ones of the next already start.
 */
final class StartFirstSteps {

    private static final String NOT_STOPPED =
            "The old ones that were not stopped run. Next: see with cfa:status what runs now, and with cfa:logs why";

    private static final String NOT_READY =
            "Their new containers were removed, and the old ones, which were not touched, go on. Next: mend what is said of the new ones, then run"
                    + " the goal again";

    private final StartFirstCommands commands;
    private final ComposeProject project;
    private final HostRoom room;
    private List<String> toStop = List.of();

    StartFirstSteps(ComposeProject project, HostRoom room) {
        this.commands = new StartFirstCommands(project);
        this.project = project;
        this.room = room;
    }

    /** Whether there is memory for a second container of a service while that of another is still there; half of what is free is the others'. */
    boolean hasRoomFor(Service service) {
        return service.startFirst().memory() <= share();
    }

    /** What a plan says where there is no room for some. */
    Optional<String> shortage(List<Service> without) {
        if (without.isEmpty()) {
            return Optional.empty();
        }
        String who = without.stream().map(Service::name).collect(Collectors.joining(", "));
        long megabytes = without.stream()
                        .mapToLong(service -> service.startFirst().memory())
                        .max()
                        .orElse(0)
                >> 20;
        return Optional.of(
                room.free() == 0
                        ? "how much memory is free is not known: " + who
                                + " will be away while the new one starts, as no second one is started beside the old"
                        : (room.free() >> 20) + " MB of memory are free, and twice " + megabytes
                                + " MB are wanted for a second one beside the old: " + who
                                + " will be away while the new one starts");
    }

    /** Those that start together. */
    List<List<Service>> batches(List<Service> services) {
        List<List<Service>> batches = new ArrayList<>();
        long taken = 0;
        for (Service service : services) {
            long memory = service.startFirst().memory();
            List<Service> last = batches.isEmpty() ? List.of() : batches.get(batches.size() - 1);
            if (last.isEmpty() || last.size() >= room.processors() || taken + memory > share()) {
                batches.add(new ArrayList<>());
                taken = 0;
            }
            batches.get(batches.size() - 1).add(service);
            taken += memory;
        }
        return batches;
    }

    /** Replaces some, up to where the old ones are still to be stopped. */
    void replace(List<Step> steps, List<Service> batch) {
        List<String> names = batch.stream().map(Service::name).toList();
        String who = String.join(", ", names);
        steps.add(Step.of(
                "start the new " + who + " beside the old",
                HostCommandLock.toItsEnd(project.directory(), commands.start(names)),
                NOT_STOPPED));
        stop(steps);
        steps.add(Step.checked(
                "wait until the new " + who + (names.size() == 1 ? " is" : " are") + " ready",
                HostCommandLock.of(project.directory(), commands.awaitReady(names)),
                StartFirstSteps::notReady,
                NOT_READY));
        toStop = names;
    }

    /** Stops the old ones that are still to be stopped. */
    void stop(List<Step> steps) {
        if (!toStop.isEmpty()) {
            steps.add(Step.of(
                    "stop the old " + String.join(", ", toStop),
                    HostCommandLock.toItsEnd(project.directory(), commands.stopOld(toStop)),
                    NOT_STOPPED));
            toStop = List.of();
        }
    }

    private static Optional<String> notReady(Result result) {
        return Optional.of(result.output().strip()).filter(said -> !said.isEmpty());
    }

    private long share() {
        return room.free() / 2;
    }
}
