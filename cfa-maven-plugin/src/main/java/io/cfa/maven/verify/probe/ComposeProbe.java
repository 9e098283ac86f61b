package io.cfa.maven.verify.probe;

import io.cfa.maven.docker.Container;
import io.cfa.maven.host.state.ContainerSnapshot;
import io.cfa.maven.host.state.ContainerTrouble;
import io.cfa.maven.model.PublishedPort;
import io.cfa.maven.model.Service;
import io.cfa.maven.report.Finding;
import io.cfa.maven.report.ProbeResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Whether every service has its one container, running, healthy and with its ports, and the project no other container. */
public final class ComposeProbe {

    static final String NAME = "compose";

    private final List<Service> services;
    private final ContainerSnapshot now;
    private final ComposeSourceLocations lines;
    private final Optional<Set<String>> there;

    /**
     * A probe.
     *
     * @param there the services of the host's own compose file, where that is known
     */
    public ComposeProbe(
            List<Service> services, ContainerSnapshot now, ComposeSourceLocations lines, Optional<Set<String>> there) {
        this.there = there;
        this.services = services;
        this.now = now;
        this.lines = lines;
    }

    /** One result for each service. */
    public List<ProbeResult> results() {
        return services.stream().map(this::result).toList();
    }

    /** One result for each running or left container of a service that the file does not know. */
    public List<ProbeResult> unknownContainers() {
        List<String> known = lines.services();
        return now.containers().stream()
                .filter(container -> container.oneOff() ? container.isRunning() : !known.contains(container.service()))
                .map(ComposeProbe::unknown)
                .toList();
    }

    private ProbeResult result(Service service) {
        List<Container> containers = now.of(service.name());
        if (containers.isEmpty()) {
            boolean unknown =
                    there.filter(names -> !names.contains(service.name())).isPresent();
            return failed(
                    service,
                    "missing",
                    new Finding(
                            service.place().toString(),
                            unknown
                                    ? "no container exists, and the host's compose file has no service of that name"
                                    : "no container exists",
                            "one container, running and healthy",
                            unknown
                                    ? "bring the repository's files to the host with cfa:sync, then run cfa:rollout"
                                    : "run cfa:rollout, or `docker compose up -d " + service.name() + "` on the host"));
        }
        if (containers.size() > 1) {
            return failed(
                    service,
                    containers.size() + " containers",
                    new Finding(
                            service.place().toString(),
                            containers.size() + " containers: "
                                    + containers.stream().map(Container::name).collect(Collectors.joining(", ")),
                            "one container",
                            "cfa:rollout and cfa:rollback leave one of them, or `docker rm -f "
                                    + ContainerTrouble.surplus(now, service.name()).stream()
                                            .map(Container::name)
                                            .collect(Collectors.joining(" "))
                                    + "` on the host"));
        }
        Container container = containers.get(0);
        if (!container.isHealthy() || container.isHalfMade()) {
            return unhealthy(service, container);
        }
        return ports(service, container);
    }

    private ProbeResult unhealthy(Service service, Container container) {
        Finding finding = new Finding(
                service.name(),
                (container.isHalfMade() ? container.name() + " " : "") + container.describe() + healthOutput(container),
                "running and healthy" + (container.isHalfMade() ? ", by the name that compose gives" : ""),
                next(service, container));
        return container.isStarting()
                ? ProbeResult.unknown(service.name(), NAME, container.describe(), finding)
                : failed(service, container.describe(), finding);
    }

    private String next(Service service, Container container) {
        String logs = "see cfa:logs -Dcfa.services=" + service.name();
        return ContainerTrouble.of(container, now)
                .map(ContainerTrouble::next)
                .orElseGet(() -> !container.isRunning() && container.run().outOfMemory()
                        ? "raise mem_limit in " + lines.memoryLimit(service) + " or " + logs
                        : logs);
    }

    private static ProbeResult ports(Service service, Container container) {
        List<PublishedPort> missing = new ArrayList<>(service.ports());
        missing.removeIf(port -> container.ports().stream()
                .anyMatch(there -> there.hostPort() == port.hostPort()
                        && there.containerPort() == port.containerPort()
                        && there.reachableFromOutside() == port.reachableFromOutside()));
        if (missing.isEmpty()) {
            return ProbeResult.passed(service.name(), NAME, container.describe());
        }
        return failed(
                service,
                "ports",
                new Finding(
                        service.place().toString(),
                        container.name() + " publishes " + list(container.ports()),
                        list(service.ports()),
                        "run cfa:rollout; if it stays so, sync compose and env to the host first"));
    }

    private static String list(List<PublishedPort> ports) {
        return ports.isEmpty()
                ? "no port"
                : ports.stream().map(port -> port + ":" + port.containerPort()).collect(Collectors.joining(", "));
    }

    private static ProbeResult unknown(Container container) {
        return ProbeResult.failed(
                container.service(),
                NAME,
                "unknown",
                new Finding(
                        container.name(),
                        container.describe()
                                + (container.oneOff()
                                        ? ", made by `docker compose run`"
                                        : ", of a service that the file does not have"),
                        "only containers of the compose file",
                        "`docker rm -f " + container.name() + "` on the host, if nobody needs it"));
    }

    private static ProbeResult failed(Service service, String observed, Finding finding) {
        return ProbeResult.failed(service.name(), NAME, observed, finding);
    }

    private static String healthOutput(Container container) {
        return container.run().healthOutput().isEmpty() || !container.isRunning()
                ? ""
                : ", its health check printed \""
                        + container.run().healthOutput().lines().findFirst().orElse("") + "\"";
    }
}
