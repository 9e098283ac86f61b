package io.cfa.maven.verify.swarm;

import io.cfa.maven.docker.swarm.SwarmService;
import io.cfa.maven.docker.swarm.SwarmState;
import io.cfa.maven.docker.swarm.SwarmTask;
import io.cfa.maven.model.Service;
import io.cfa.maven.report.Finding;
import io.cfa.maven.report.ProbeResult;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Whether all tasks of a service are ready on nodes that are up, and were so all the while that was watched. */
final class TaskProbe {

    static final String NAME = "tasks";

    private final SwarmState before;
    private final SwarmState after;

    TaskProbe(SwarmState before, SwarmState after) {
        this.before = before;
        this.after = after;
    }

    ProbeResult result(Service service) {
        Optional<SwarmService> there = after.service(service.name());
        if (there.isEmpty()) {
            return failed(service, "missing", "the swarm has no such service", "a service of the stack");
        }
        List<SwarmTask> ready = after.ready(there.get());
        int count = after.count(there.get());
        String of = ready.size() + "/" + count;
        if (ready.size() < count || !after.isConverged(there.get())) {
            List<String> errors = after.errors(there.get(), new SwarmState(List.of(), List.of(), List.of()));
            return failed(
                    service,
                    of,
                    of + " tasks ready"
                            + (there.get().update().isEmpty()
                                    ? ""
                                    : ", update " + there.get().update())
                            + (errors.isEmpty()
                                    ? ""
                                    : "; " + String.join("; ", errors.subList(0, Math.min(3, errors.size())))),
                    after.surplus(there.get()) > 0
                            ? count + " tasks: those too many end with the service's next update, such as a cfa:rollout"
                            : "all tasks running on nodes that are up");
        }
        List<String> earlier = before.service(service.name()).map(before::ready).orElse(List.of()).stream()
                .map(SwarmTask::id)
                .toList();
        List<SwarmTask> late =
                ready.stream().filter(task -> !earlier.contains(task.id())).toList();
        if (!late.isEmpty()) {
            return failed(
                    service,
                    of + " restarted",
                    late.size() + " tasks came anew while it was watched, on " + nodes(late),
                    "none restarted or replaced");
        }
        return ProbeResult.passed(service.name(), NAME, of + " " + nodes(ready));
    }

    private String nodes(List<SwarmTask> tasks) {
        return tasks.stream()
                .map(task -> after.node(task).map(node -> node.name()).orElse("no node"))
                .distinct()
                .sorted()
                .collect(Collectors.joining(" "));
    }

    private static ProbeResult failed(Service service, String cell, String observed, String expected) {
        return ProbeResult.failed(
                service.name(),
                NAME,
                cell,
                new Finding(service.name(), observed, expected, "see cfa:logs -Dcfa.services=" + service.name()));
    }
}
