package io.cfa.maven.verify.probe;

import io.cfa.maven.docker.Container;
import io.cfa.maven.host.state.ContainerSnapshot;
import io.cfa.maven.host.state.Fact;
import io.cfa.maven.model.Service;
import io.cfa.maven.model.env.EnvFile;
import io.cfa.maven.report.Finding;
import io.cfa.maven.report.ProbeResult;
import io.cfa.maven.verify.http.EndpointCheck;
import java.util.List;
import java.util.Optional;

/** Whether what our services stand on says of itself that it is well, and Kafka runs exactly where it is switched on. */
public final class DependencyProbe {

    static final String NAME = "dependency";
    private static final String HEALTHY = "healthy";
    private static final String KAFKA = "kafka";
    private static final String SWITCH = "Kafka__Enabled";

    private final ContainerSnapshot now;

    public DependencyProbe(ContainerSnapshot now) {
        this.now = now;
    }

    /** One result for each service that is not ours and has a container; for Keycloak its realm speaks instead. */
    public List<ProbeResult> results(List<Service> services) {
        return services.stream()
                .filter(service -> !service.builtHere()
                        && EndpointCheck.of(List.of(service)).isEmpty())
                .flatMap(
                        service -> now.of(service.name()).stream()
                                .findFirst()
                                .map(container -> health(service.name(), container))
                                .stream())
                .toList();
    }

    /** Kafka, by the host's own variables. */
    public Optional<ProbeResult> kafka(Fact<EnvFile> variables) {
        if (!variables.problem().isEmpty()) {
            return Optional.of(ProbeResult.unknown(
                    KAFKA,
                    NAME,
                    "unknown",
                    new Finding(".env", variables.problem(), SWITCH, "sync the host's env, and its link .env")));
        }
        return variables.value().map(this::kafka);
    }

    private ProbeResult kafka(EnvFile variables) {
        Optional<Container> container = now.of(KAFKA).stream().findFirst();
        Optional<Container> running = container.filter(Container::isRunning);
        if (variables.get(SWITCH).orElse("false").equals("true")) {
            return container
                    .map(there -> health(KAFKA, there))
                    .orElseGet(() -> ProbeResult.failed(
                            KAFKA,
                            NAME,
                            "missing",
                            new Finding(
                                    KAFKA,
                                    "no container exists",
                                    "a healthy one, as " + SWITCH + " is true",
                                    "`docker compose --profile kafka up -d` on the host, or " + SWITCH + "=false")));
        }
        return running.map(there -> ProbeResult.failed(
                        KAFKA,
                        NAME,
                        "on",
                        new Finding(
                                KAFKA,
                                there.name() + " runs",
                                "no Kafka, as " + SWITCH + " is false",
                                "`docker compose --profile kafka stop kafka` on the host, or " + SWITCH + "=true")))
                .orElseGet(() -> ProbeResult.passed(KAFKA, NAME, "off"));
    }

    private static ProbeResult health(String service, Container container) {
        if (container.isRunning() && container.health().filter(HEALTHY::equals).isPresent()) {
            return ProbeResult.passed(service, NAME, HEALTHY);
        }
        String observed = container.isRunning() ? container.health().orElse("no health check") : container.state();
        return ProbeResult.failed(
                service,
                NAME,
                observed,
                new Finding(
                        service,
                        observed,
                        "healthy, by its own health check",
                        "see cfa:logs -Dcfa.services=" + service));
    }
}
