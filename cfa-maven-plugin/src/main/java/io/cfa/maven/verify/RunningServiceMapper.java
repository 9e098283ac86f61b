package io.cfa.maven.verify;

import io.cfa.maven.host.state.ContainerSnapshot;
import io.cfa.maven.model.Digest;
import io.cfa.maven.model.Service;
import io.cfa.maven.report.RunningService;
import io.cfa.maven.report.Startup;
import java.util.List;

/** Says of containers what a report shows of them. */
final class RunningServiceMapper {

    private RunningServiceMapper() {}

    static List<RunningService> of(List<Service> services, ContainerSnapshot now) {
        return services.stream()
                .flatMap(service -> now.of(service.name()).stream())
                .map(container -> new RunningService(
                        container.service(),
                        container.name(),
                        container.describe(),
                        container.startedAt(),
                        container.image().reference(),
                        container.revision(),
                        now.digests(container).stream().findFirst().map(Digest::toString),
                        container.restarts(),
                        container
                                .start()
                                .ready()
                                .map(ready -> new Startup(
                                        container.run().created(),
                                        container.startedAt(),
                                        ready,
                                        container.start().peers()))))
                .toList();
    }
}
