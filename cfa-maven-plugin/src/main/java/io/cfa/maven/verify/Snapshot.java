package io.cfa.maven.verify;

import io.cfa.maven.docker.CommandFailedException;
import io.cfa.maven.docker.Container;
import io.cfa.maven.docker.Engine;
import io.cfa.maven.model.Service;
import io.cfa.maven.remote.Remote;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * All containers of a project at one moment.
 *
 * @param containers stopped ones too
 */
public record Snapshot(List<Container> containers) {

    /** Copies. */
    public Snapshot {
        containers = List.copyOf(containers);
    }

    /** Asks the host: two commands, or one where there is no container. */
    public static Snapshot of(Remote host, String project) {
        try {
            return ask(host, project);
        } catch (CommandFailedException e) {
            // a container that was removed between the two commands makes the second fail; the next look does not know
            // it any more
            return ask(host, project);
        }
    }

    private static Snapshot ask(Remote host, String project) {
        List<String> ids = Engine.containerIds(project).ask(host);
        return new Snapshot(ids.isEmpty() ? List.of() : Engine.inspect(ids).ask(host));
    }

    /** The containers of a service; those of {@code docker compose run} are none of its own. */
    public List<Container> of(String service) {
        return containers.stream()
                .filter(container -> container.service().equals(service) && !container.oneOff())
                .toList();
    }

    Optional<Container> withId(String id) {
        return containers.stream()
                .filter(container -> container.id().equals(id))
                .findFirst();
    }

    /** Whether none of the services' containers still starts. */
    boolean isSettled(Collection<Service> services) {
        return starting(services).isEmpty();
    }

    /** The services' containers that the engine has not yet asked for their health, or had no good word from. */
    List<Container> starting(Collection<Service> services) {
        return services.stream()
                .flatMap(service -> of(service.name()).stream())
                .filter(Container::isStarting)
                .toList();
    }

    /** The same moment, when these containers turned out to be healthy. */
    Snapshot withHealthy(Collection<Container> healthy) {
        return new Snapshot(containers.stream()
                .map(container -> healthy.contains(container) ? container.healthy() : container)
                .toList());
    }

    /** Whether waiting longer is of no use: a container is gone, does not run, or was restarted since an earlier moment. */
    boolean isBroken(Collection<Service> services, Snapshot earlier) {
        return services.stream()
                .anyMatch(service -> of(service.name()).isEmpty()
                        || of(service.name()).stream()
                                .anyMatch(container -> !container.isRunning()
                                        || earlier.withId(container.id())
                                                .filter(before -> before.restarts() < container.restarts())
                                                .isPresent()));
    }
}
