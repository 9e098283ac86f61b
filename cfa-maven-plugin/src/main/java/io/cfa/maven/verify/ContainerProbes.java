package io.cfa.maven.verify;

import io.cfa.maven.docker.Container;
import io.cfa.maven.docker.Engine;
import io.cfa.maven.model.Digest;
import io.cfa.maven.model.Service;
import io.cfa.maven.remote.Remote;
import io.cfa.maven.report.Finding;
import io.cfa.maven.report.ProbeResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The probes that need nothing but what the engine says of the containers: state, stability, digest. */
final class ContainerProbes {

    static final String STATE = "state";
    static final String STABLE = "stable";
    static final String IMAGE = "image";

    private final Snapshot before;
    private final Snapshot after;
    private final Duration watch;

    ContainerProbes(Snapshot before, Snapshot after, Duration watch) {
        this.before = before;
        this.after = after;
        this.watch = watch;
    }

    /** Exactly one container, running and healthy. */
    ProbeResult state(Service service) {
        List<Container> containers = after.of(service.name());
        if (containers.isEmpty()) {
            return ProbeResult.failed(
                    service.name(),
                    STATE,
                    "missing",
                    new Finding(
                            service.place().toString(),
                            "no container exists",
                            "one container, running and healthy",
                            "run cfa:rollout, or `docker compose up -d " + service.name() + "` on the host"));
        }
        if (containers.size() > 1) {
            return ProbeResult.failed(
                    service.name(),
                    STATE,
                    containers.size() + " containers",
                    new Finding(
                            service.place().toString(),
                            containers.size() + " containers: " + names(containers),
                            "one container",
                            "remove those that are too many with `docker rm -f` on the host"));
        }
        Container container = containers.get(0);
        if (container.isHealthy()) {
            return ProbeResult.passed(service.name(), STATE, container.describe());
        }
        Finding finding = new Finding(
                container.name(),
                container.describe() + healthOutput(container),
                "running and healthy",
                "read its last lines below, or `docker logs " + container.name() + "` on the host"
                        + (container.outOfMemory() ? "; its mem_limit stands at " + service.place() : ""));
        return container.isStarting()
                ? ProbeResult.unknown(service.name(), STATE, container.describe(), finding)
                : ProbeResult.failed(service.name(), STATE, container.describe(), finding);
    }

    /** No container was restarted or replaced in the watch window. */
    ProbeResult stable(Service service) {
        List<String> changes = new ArrayList<>();
        for (Container container : after.of(service.name())) {
            Optional<Container> earlier = before.withId(container.id());
            if (earlier.isEmpty()) {
                changes.add(container.name() + " was replaced");
            } else if (container.restarts() > earlier.get().restarts()
                    || container.startedAt().isAfter(earlier.get().startedAt())) {
                changes.add(container.name() + " was restarted (exit " + container.exitCode() + ", "
                        + container.restarts() + " restarts in all)");
            }
        }
        String window = watch.toSeconds() + " s";
        if (changes.isEmpty()) {
            return ProbeResult.passed(service.name(), STABLE, window);
        }
        return ProbeResult.failed(
                service.name(),
                STABLE,
                "restarts",
                new Finding(
                        service.place().toString(),
                        String.join(", ", changes) + " within " + window,
                        "no restart and no replacement within " + window,
                        "read its last lines below"));
    }

    /** For each service with an expected digest, whether its container runs the image that the registry holds under it. */
    List<ProbeResult> images(Remote host, List<Service> services, Map<String, Digest> expected) {
        Map<Service, Container> comparable = new LinkedHashMap<>();
        services.stream()
                .filter(service -> expected.containsKey(service.name()))
                .forEach(service -> after.of(service.name()).stream()
                        .findFirst()
                        .ifPresent(container -> comparable.put(service, container)));
        if (comparable.isEmpty()) {
            return List.of();
        }
        List<String> ids = comparable.values().stream()
                .map(container -> container.imageId().toString())
                .toList();
        List<List<Digest>> digests = Engine.manifestDigests(ids).ask(host);
        List<ProbeResult> results = new ArrayList<>();
        for (Service service : comparable.keySet()) {
            results.add(image(service, expected.get(service.name()), digests.get(results.size())));
        }
        return results;
    }

    private static ProbeResult image(Service service, Digest expected, List<Digest> running) {
        if (running.contains(expected)) {
            return ProbeResult.passed(service.name(), IMAGE, expected.shortForm());
        }
        String observed = running.isEmpty()
                ? "an image that no registry holds"
                : running.get(0).toString();
        return ProbeResult.failed(
                service.name(),
                IMAGE,
                running.isEmpty() ? "local" : running.get(0).shortForm(),
                new Finding(
                        service.place().toString(),
                        "runs " + observed,
                        expected.toString(),
                        "run cfa:rollout of the release that you expect"));
    }

    private static String names(List<Container> containers) {
        return String.join(", ", containers.stream().map(Container::name).toList());
    }

    private static String healthOutput(Container container) {
        return container.healthOutput().isEmpty() || !container.isRunning()
                ? ""
                : ", its health check printed \""
                        + container.healthOutput().lines().findFirst().orElse("") + "\"";
    }
}
