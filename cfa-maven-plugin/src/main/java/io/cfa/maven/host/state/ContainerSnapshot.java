package io.cfa.maven.host.state;

import io.cfa.maven.docker.CommandFailedException;
import io.cfa.maven.docker.Container;
import io.cfa.maven.docker.DockerCommands;
import io.cfa.maven.model.Service;
import io.cfa.maven.remote.RemoteHost;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * All containers of a project at one moment.
 *
 * @param containers stopped ones too
 */
public record ContainerSnapshot(List<Container> containers) {

    /** Copies. */
    public ContainerSnapshot {
        containers = List.copyOf(containers);
    }

    /** Asks the host: two commands, or one where there is no container. */
    public static ContainerSnapshot of(RemoteHost host, String project) {
        try {
            return ask(host, project);
        } catch (CommandFailedException e) {
            // a container that was removed between the two commands makes the second fail; the next look does not know
            // it any more
            return ask(host, project);
        }
    }

    private static ContainerSnapshot ask(RemoteHost host, String project) {
        List<String> ids = DockerCommands.containerIds(project).ask(host);
        return new ContainerSnapshot(
                ids.isEmpty() ? List.of() : DockerCommands.inspect(ids).ask(host));
    }

    /** The containers of a service; those of {@code docker compose run} are none of its own. */
    public List<Container> of(String service) {
        return containers.stream()
                .filter(container -> container.service().equals(service) && !container.oneOff())
                .toList();
    }

    public Optional<Container> withId(String id) {
        return containers.stream()
                .filter(container -> container.id().equals(id))
                .findFirst();
    }

    /** Whether none of the services' containers still starts. */
    public boolean isSettled(Collection<Service> services) {
        return starting(services).isEmpty();
    }

    /** The services' containers that the engine has not yet asked for their health, or had no good word from. */
    public List<Container> starting(Collection<Service> services) {
        return services.stream()
                .flatMap(service -> of(service.name()).stream())
                .filter(Container::isStarting)
                .toList();
    }

    /** The same moment, when these containers turned out to be healthy. */
    public ContainerSnapshot withHealthy(Collection<Container> healthy) {
        return new ContainerSnapshot(containers.stream()
                .map(container -> healthy.contains(container) ? container.healthy() : container)
                .toList());
    }

    /** Whether waiting longer is of no use: a container is gone, does not run, or was restarted since an earlier moment. */
    public boolean isBroken(Collection<Service> services, ContainerSnapshot earlier) {
        return services.stream()
                .anyMatch(service -> of(service.name()).isEmpty()
                        || of(service.name()).stream()
                                .anyMatch(container -> !container.isRunning()
                                        || earlier.withId(container.id())
                                                .filter(before -> before.restarts() < container.restarts())
                                                .isPresent()));
    }
}
