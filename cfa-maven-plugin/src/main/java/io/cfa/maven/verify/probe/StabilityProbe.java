package io.cfa.maven.verify.probe;

import io.cfa.maven.docker.Container;
import io.cfa.maven.docker.Durations;
import io.cfa.maven.host.state.ContainerSnapshot;
import io.cfa.maven.model.Service;
import io.cfa.maven.report.Finding;
import io.cfa.maven.report.ProbeResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Whether no container was restarted or replaced between two looks: what a crash loop without a health check is known by. Says for how long each is up,
 * where the host's clock tells it, and else for how long was watched.
 */
public final class StabilityProbe {

    static final String NAME = "stable";

    private final List<Service> services;
    private final ContainerSnapshot before;
    private final ContainerSnapshot after;
    private final Duration watch;

    public StabilityProbe(List<Service> services, ContainerSnapshot before, ContainerSnapshot after, Duration watch) {
        this.services = services;
        this.before = before;
        this.after = after;
        this.watch = watch;
    }

    public List<ProbeResult> results() {
        return services.stream().map(this::result).toList();
    }

    private ProbeResult result(Service service) {
        String window = watch.toSeconds() + " s";
        List<String> changes = new ArrayList<>();
        for (Container container : after.of(service.name())) {
            Optional<Container> earlier = before.withId(container.id());
            if (earlier.isEmpty()) {
                changes.add(container.name() + " was replaced");
            } else if (container.restarts() > earlier.get().restarts()
                    || !container.startedAt().equals(earlier.get().startedAt())) {
                changes.add(container.name() + " was restarted (exit "
                        + container.run().exitCode()
                        + (container.run().outOfMemory() ? ", OOM-killed" : "") + ", " + container.restarts()
                        + " by the engine in all)");
            }
        }
        before.of(service.name()).stream()
                .filter(container -> after.withId(container.id()).isEmpty())
                .filter(container -> after.of(service.name()).isEmpty())
                .forEach(container -> changes.add(container.name() + " was removed"));
        if (changes.isEmpty()) {
            return ProbeResult.passed(service.name(), NAME, up(service).orElse(window));
        }
        return ProbeResult.failed(
                service.name(),
                NAME,
                "restarts",
                new Finding(
                        service.name(),
                        String.join(", ", changes) + " within " + window,
                        "no restart and no replacement within " + window,
                        "see cfa:logs -Dcfa.services=" + service.name()));
    }

    /** For how long the service's containers are up, that of the youngest. */
    private Optional<String> up(Service service) {
        return after.of(service.name()).stream()
                .max(Comparator.comparing(Container::startedAt))
                .flatMap(container -> after.clock().flatMap(now -> now.since(container.startedAt())))
                // the host's clock tells whole seconds, and it was watched until it was up for as long
                .map(age -> "up " + Durations.describe(age.compareTo(watch) < 0 ? watch : age));
    }
}
