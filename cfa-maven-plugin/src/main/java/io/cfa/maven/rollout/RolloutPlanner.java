package io.cfa.maven.rollout;

import io.cfa.maven.docker.ComposeProject;
import io.cfa.maven.docker.Engine;
import io.cfa.maven.model.Digest;
import io.cfa.maven.model.Service;
import io.cfa.maven.remote.Command;
import io.cfa.maven.remote.Result;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes the plan of a rollout out of what is asked for and what runs; asks and changes nothing itself. */
final class RolloutPlanner {

    private static final String UNCHANGED = "No container was changed.";

    private final RolloutRequest request;

    RolloutPlanner(RolloutRequest request) {
        this.request = request;
    }

    Plan plan(HostState state) {
        ComposeProject project = request.project();
        List<Step> steps = new ArrayList<>();
        request.login()
                .ifPresentOrElse(
                        login -> {
                            String directory = project.directory() + "/.cfa/login";
                            steps.add(Step.of(
                                    "make a throwaway DOCKER_CONFIG", makeLoginDirectory(directory), UNCHANGED));
                            steps.add(Step.of(
                                    "log in to " + login.registry() + " as " + login.user(),
                                    Engine.login(login.registry(), login.user(), login.password())
                                            .env("DOCKER_CONFIG", directory),
                                    UNCHANGED + " Next: check CI_REGISTRY_USER and CI_REGISTRY_PASSWORD"));
                            steps.add(
                                    Step.of(
                                            "pull the images",
                                            project.pull(Optional.of(directory)),
                                            UNCHANGED
                                                    + " Images that were pulled before the failure stay on the host; the next run uses them."));
                            steps.add(Step.always(
                                    "remove the throwaway DOCKER_CONFIG",
                                    Command.of("rm", "-rf", directory),
                                    UNCHANGED + " Next: remove " + directory
                                            + " by hand, it holds a registry credential"));
                        },
                        () -> steps.add(
                                Step.of(
                                        "pull the images, with the host's own registry login",
                                        project.pull(Optional.empty()),
                                        UNCHANGED
                                                + " Next: log in on the host, or give CI_REGISTRY_USER and CI_REGISTRY_PASSWORD")));
        steps.add(Step.checked(
                "compare what was pulled with what was built",
                Engine.manifestDigests(ours().stream()
                                .map(service -> service.image().toString())
                                .toList())
                        .command(),
                this::pulledOthers,
                UNCHANGED));
        steps.add(Step.of("replace the containers that changed", project.up(), "Next: see below what runs now"));
        return new Plan(summary(state), steps);
    }

    private List<Service> ours() {
        return request.stack().ours();
    }

    private static Command makeLoginDirectory(String directory) {
        // the user's own cli-plugins stay reachable: compose may be installed there
        return Command.of(
                "sh",
                "-c",
                "umask 077 && rm -rf \"$1\" && mkdir -p \"$1\" && ln -s \"$HOME/.docker/cli-plugins\" \"$1/cli-plugins\"",
                "sh",
                directory);
    }

    private Optional<String> pulledOthers(Result result) {
        List<List<Digest>> pulled = Engine.manifestDigests(List.of()).parser().apply(result.output());
        List<String> others = new ArrayList<>();
        for (Service service : ours()) {
            List<Digest> digests = pulled.get(ours().indexOf(service));
            Digest expected = request.expected().get(service.name());
            if (expected != null && !digests.contains(expected)) {
                others.add(service.image() + " is " + (digests.isEmpty() ? "of no registry" : digests.get(0)) + ", but "
                        + service.name() + ":" + request.revision() + " was built as " + expected);
            }
        }
        return others.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        String.join("\n  ", others)
                                + "\n  Someone else moved the tag, or it was never moved. Next: run the whole pipeline of the commit that shall run");
    }

    private List<String> summary(HostState state) {
        List<String> lines = new ArrayList<>();
        int width = ours().stream()
                .mapToInt(service -> service.name().length())
                .max()
                .orElse(0);
        for (Service service : ours()) {
            List<Digest> before = state.running().getOrDefault(service.name(), List.of());
            Digest after = request.expected().get(service.name());
            String change = after == null || before.contains(after)
                    ? "unchanged"
                    : (before.isEmpty() ? "nothing" : before.get(0).shortForm()) + " → " + after.shortForm();
            lines.add(service.name() + " ".repeat(width - service.name().length() + 2) + change);
        }
        return lines;
    }
}
