package io.cfa.maven.rollout.plan;

import io.cfa.maven.docker.ComposeProject;
import io.cfa.maven.host.lock.HostCommandLock;
import io.cfa.maven.model.Service;
import io.cfa.maven.model.Stack;
import io.cfa.maven.remote.Command;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The steps that tag images and make containers of them. */
final class ComposeUpSteps {

    /** What routes to all others, and is replaced when they were. */
    private static final String LAST = "api-gateway";

    private static final String NEXT = "Next: see below what runs now";

    private final Stack stack;
    private final ComposeProject project;

    ComposeUpSteps(Stack stack, ComposeProject project) {
        this.stack = stack;
        this.project = project;
    }

    /**
     * Starts and replaces what has to be, the gateway last.
     *
     * @param changed what is going to be replaced or started, as far as is known
     * @param options of {@code docker compose up}
     */
    List<Step> up(List<String> changed, String... options) {
        List<String> others = stack.services().stream()
                .map(Service::name)
                .filter(name -> !name.equals(LAST))
                .toList();
        List<Step> steps = new ArrayList<>();
        if (changed.contains(LAST) && changed.stream().anyMatch(others::contains)) {
            steps.add(Step.of(
                    "replace the containers that changed, all but " + LAST,
                    toItsEnd(project.up().with(options).with(others.toArray(String[]::new))),
                    NEXT));
        }
        steps.add(Step.of(
                "replace the containers that changed", toItsEnd(project.up().with(options)), NEXT));
        return steps;
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

    /** Stopped half-way, compose leaves a container that is made and not started. */
    private Command toItsEnd(Command up) {
        return HostCommandLock.toItsEnd(project.directory(), up);
    }

    Command exclusive(Command command) {
        return HostCommandLock.of(project.directory(), command);
    }
}
