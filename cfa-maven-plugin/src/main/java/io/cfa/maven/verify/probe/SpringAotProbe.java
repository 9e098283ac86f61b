package io.cfa.maven.verify.probe;

import io.cfa.maven.docker.Container;
import io.cfa.maven.host.state.ContainerSnapshot;
import io.cfa.maven.model.Service;
import io.cfa.maven.report.Finding;
import io.cfa.maven.report.Outcome;
import io.cfa.maven.report.ProbeResult;
import java.util.List;
import java.util.Optional;

/**
 * Whether each service is started with the processed beans that its image has. One that is told to and has none does not start; one that is not told to makes
 * them at its start, slowly, and says nothing. Only what is not as it should be is told.
 */
public final class SpringAotProbe {

    /** The name of its column. */
    public static final String NAME = "beans";

    private SpringAotProbe() {}

    /** A warning for each service that runs without the processed beans of its image. */
    public static List<ProbeResult> results(ContainerSnapshot now, List<Service> services) {
        return services.stream()
                .filter(service -> now.of(service.name()).stream()
                        .filter(Container::isRunning)
                        .anyMatch(container -> container.image().springAot().equals(Optional.of(false))))
                .map(service -> unused(service.name()))
                .toList();
    }

    private static ProbeResult unused(String service) {
        return new ProbeResult(
                service,
                NAME,
                Outcome.WARNED,
                "not used",
                Optional.of(new Finding(
                        service,
                        "it is started without -Dspring.aot.enabled=true, and so without the processed beans of its image",
                        "the entrypoint of its image",
                        "see entrypoint and command of " + service
                                + " in the compose file: without them, or with that flag and the class path of the image's"
                                + " entrypoint, it starts with less work")));
    }
}
