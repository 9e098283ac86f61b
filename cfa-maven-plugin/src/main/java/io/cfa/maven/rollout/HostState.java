package io.cfa.maven.rollout;

import io.cfa.maven.docker.Container;
import io.cfa.maven.docker.Engine;
import io.cfa.maven.model.Digest;
import io.cfa.maven.model.Service;
import io.cfa.maven.model.Stack;
import io.cfa.maven.remote.Remote;
import io.cfa.maven.verify.Snapshot;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What runs on the host before a rollout.
 *
 * @param containers all containers of the project
 * @param running    for each of our services that has a container, the manifest digests of the image it runs; none for an image of no registry
 */
record HostState(Snapshot containers, Map<String, List<Digest>> running) {

    /** Asks the host: three commands, fewer where nothing runs. */
    static HostState of(Remote host, Stack stack) {
        Snapshot containers = Snapshot.of(host, stack.projectName());
        Map<String, String> images = new LinkedHashMap<>();
        for (Service service : stack.ours()) {
            for (Container container : containers.of(service.name())) {
                images.put(service.name(), container.imageId().toString());
            }
        }
        Map<String, List<Digest>> running = new LinkedHashMap<>();
        if (!images.isEmpty()) {
            List<List<Digest>> digests =
                    new ArrayList<>(Engine.manifestDigests(images.values()).ask(host));
            images.keySet().forEach(service -> running.put(service, digests.remove(0)));
        }
        return new HostState(containers, running);
    }

    /** Which of our services have another container than at an earlier moment. */
    List<String> replacedSince(HostState earlier) {
        List<String> ids =
                earlier.containers().containers().stream().map(Container::id).toList();
        return containers.containers().stream()
                .filter(container -> !ids.contains(container.id()))
                .map(Container::service)
                .distinct()
                .toList();
    }
}
