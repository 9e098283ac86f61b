package io.cfa.maven.host.state;

import io.cfa.maven.docker.Container;
import io.cfa.maven.docker.ProjectContainers;
import io.cfa.maven.model.Digest;
import io.cfa.maven.model.Service;
import io.cfa.maven.remote.RemoteHost;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * All containers of a project at one moment, and the manifests that their images have.
 *
 * @param containers stopped ones too
 * @param manifests  by the local ID of each image that is there
 * @param clock      the host's at this moment; absent where it does not tell it
 */
public record ContainerSnapshot(
        List<Container> containers, Map<Digest, List<Digest>> manifests, Optional<ProjectContainers.Clock> clock) {

    /** Of a host without any. */
    public static final ContainerSnapshot NONE = new ContainerSnapshot(List.of(), Map.of(), Optional.empty());

    /** Copies. */
    public ContainerSnapshot {
        containers = List.copyOf(containers);
        manifests = Map.copyOf(manifests);
    }

    /** Asks the host, with one command. */
    public static ContainerSnapshot of(RemoteHost host, String project) {
        return of(ProjectContainers.of(project).ask(host));
    }

    public static ContainerSnapshot of(ProjectContainers project) {
        return new ContainerSnapshot(project.containers(), project.manifests(), project.clock());
    }

    /** The manifest digests of what a service runs; none for an image of no registry, or that is gone. */
    public List<Digest> digests(String service) {
        return of(service).stream().findFirst().map(this::digests).orElse(List.of());
    }

    /** The manifest digests of a container's image. */
    public List<Digest> digests(Container container) {
        return manifests.getOrDefault(container.imageId(), List.of());
    }

    /** Whether a container's image lies on the host. */
    public boolean hasImage(Container container) {
        return manifests.containsKey(container.imageId());
    }

    /** Whether a service runs an image. */
    public boolean runs(String service, Digest digest) {
        return digests(service).contains(digest) && isUp(service) && !isBroken(service) && !isCrowded(service);
    }

    /** Whether a service has a container that runs. */
    public boolean isUp(String service) {
        return of(service).stream().anyMatch(Container::isRunning);
    }

    /** Whether a service has a container that runs and hangs on its network, and whose health check says so too. */
    public boolean isHealthy(String service) {
        return of(service).stream().anyMatch(container -> container.isHealthy() && !container.isCutOff());
    }

    /** Whether a service has a container that cannot be left as it is: it does not run, is cut off from its network, or was left half made. */
    public boolean isBroken(String service) {
        return !of(service).isEmpty()
                && (!isUp(service) || isCutOff(service) || of(service).stream().anyMatch(Container::isHalfMade));
    }

    /** Whether a service has more containers than one. */
    public boolean isCrowded(String service) {
        return of(service).size() > 1;
    }

    /**
     * Which container of a service is kept where it has several: one that is ready, else one that runs; of those alike what is wanted, else the one of the
     * name that compose gives.
     */
    public Optional<Container> kept(String service, Predicate<Container> wanted) {
        return of(service).stream()
                .min(Comparator.comparing((Container container) -> container.isHealthy() && !container.isCutOff())
                        .thenComparing(Container::isRunning)
                        .thenComparing(wanted::test)
                        .reversed()
                        .thenComparing(Container::isHalfMade)
                        .thenComparing(Container::name));
    }

    /** Whether a service has a container that runs, and hangs no more on its network. */
    public boolean isCutOff(String service) {
        return of(service).stream().anyMatch(Container::isCutOff);
    }

    /** The commit that a service's image was built from, shortened, as the image says it. */
    public Optional<String> revision(String service) {
        return of(service).stream()
                .flatMap(container -> container.revision().stream())
                .findFirst();
    }

    /** Which services have another container than at an earlier moment, or none any more. */
    public List<String> replacedSince(ContainerSnapshot earlier) {
        return Stream.concat(containers.stream(), earlier.containers().stream())
                .map(Container::service)
                .distinct()
                .filter(service -> !ids(service).equals(earlier.ids(service)))
                .toList();
    }

    private List<String> ids(String service) {
        return of(service).stream().map(Container::id).sorted().toList();
    }

    /** The same moment, with these in the place of those with the same IDs. */
    public ContainerSnapshot with(Collection<Container> others) {
        List<Container> all = containers.stream()
                .map(container -> others.stream()
                        .filter(other -> other.id().equals(container.id()))
                        .findFirst()
                        .orElse(container))
                .toList();
        return new ContainerSnapshot(all, manifests, clock);
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
        return new ContainerSnapshot(
                containers.stream()
                        .map(container -> healthy.contains(container) ? container.healthy() : container)
                        .toList(),
                manifests,
                clock);
    }

    /** Whether waiting longer is of no use: a container is gone, does not run, reaches nobody, or was restarted since an earlier moment. */
    public boolean isBroken(Collection<Service> services, ContainerSnapshot earlier) {
        return services.stream()
                .anyMatch(service -> of(service.name()).isEmpty()
                        || of(service.name()).stream()
                                .anyMatch(container -> !container.isRunning()
                                        || container.isCutOff()
                                        || earlier.withId(container.id())
                                                .filter(before -> before.restarts() < container.restarts())
                                                .isPresent()));
    }
}
