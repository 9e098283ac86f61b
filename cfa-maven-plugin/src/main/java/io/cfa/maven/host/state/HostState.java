package io.cfa.maven.host.state;

import io.cfa.maven.docker.Container;
import io.cfa.maven.docker.DockerCommands;
import io.cfa.maven.model.Digest;
import io.cfa.maven.model.Service;
import io.cfa.maven.model.Stack;
import io.cfa.maven.remote.RemoteHost;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What runs on the host before a rollout.
 *
 * @param containers all containers of the project
 * @param running    for each of our services that has a container, the manifest digests of the image it runs; none for an image of no registry
 */
public record HostState(ContainerSnapshot containers, Map<String, List<Digest>> running) {

    /** Asks the host: three commands, fewer where nothing runs. */
    public static HostState of(RemoteHost host, Stack stack) {
        ContainerSnapshot containers = ContainerSnapshot.of(host, stack.projectName());
        Map<String, String> images = new LinkedHashMap<>();
        for (Service service : stack.builtHere()) {
            for (Container container : containers.of(service.name())) {
                images.put(service.name(), container.imageId().toString());
            }
        }
        Map<String, List<Digest>> running = new LinkedHashMap<>();
        if (!images.isEmpty()) {
            List<List<Digest>> digests = new ArrayList<>(
                    DockerCommands.manifestDigests(images.values()).ask(host));
            images.keySet().forEach(service -> running.put(service, digests.remove(0)));
        }
        return new HostState(containers, running);
    }

    /** Whether a service runs an image. */
    public boolean runs(String service, Digest digest) {
        return running.getOrDefault(service, List.of()).contains(digest) && isUp(service);
    }

    /** Whether a service has a container that runs. */
    public boolean isUp(String service) {
        return containers.of(service).stream().anyMatch(Container::isRunning);
    }

    /** The commit that a service's image was built from, shortened, as the image says it. */
    public Optional<String> revision(String service) {
        return containers.of(service).stream()
                .flatMap(container -> container.revision().stream())
                .findFirst();
    }

    /** Which services have another container than at an earlier moment, or none any more. */
    public List<String> replacedSince(HostState earlier) {
        return Stream.concat(containers.containers().stream(), earlier.containers().containers().stream())
                .map(Container::service)
                .distinct()
                .filter(service -> !ids(service).equals(earlier.ids(service)))
                .toList();
    }

    private List<String> ids(String service) {
        return containers.of(service).stream().map(Container::id).sorted().toList();
    }
}
