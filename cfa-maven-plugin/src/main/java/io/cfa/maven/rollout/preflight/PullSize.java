package io.cfa.maven.rollout.preflight;

import io.cfa.maven.host.state.ContainerSnapshot;
import io.cfa.maven.model.Digest;
import io.cfa.maven.model.ImageReference;
import io.cfa.maven.model.Service;
import io.cfa.maven.rollout.plan.RolloutRequest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How much a pull brings: the layers of the new images that no image of the running containers has.
 *
 * @param packed   bytes on their way
 * @param services those of whose images it is not known
 */
public record PullSize(long packed, List<String> services) {

    /** Copies. */
    public PullSize {
        services = List.copyOf(services);
    }

    /**
     * Asks the registry.
     *
     * @param toPull those whose image the host does not have yet
     */
    public static PullSize of(RolloutRequest request, List<String> toPull, ContainerSnapshot running) {
        if (toPull.isEmpty()) {
            return new PullSize(0, List.of());
        }
        Map<Digest, Long> pulled = new HashMap<>();
        List<String> unknown = new ArrayList<>();
        for (Service service : request.stack().builtHere()) {
            if (toPull.contains(service.name())) {
                Map<Digest, Long> layers =
                        layers(request, service, request.expected().get(service.name()));
                pulled.putAll(layers);
                if (layers.isEmpty()) {
                    unknown.add(service.name());
                }
            }
        }
        for (Service service : request.stack().builtHere()) {
            for (Digest digest : running.digests(service.name())) {
                pulled.keySet().removeAll(layers(request, service, digest).keySet());
            }
        }
        return new PullSize(pulled.values().stream().mapToLong(Long::longValue).sum(), unknown);
    }

    /** What to say of those that it is not known of. */
    public Optional<String> unknown() {
        return services.isEmpty()
                ? Optional.empty()
                : Optional.of("how much will be pulled is unknown of " + String.join(", ", services));
    }

    private static Map<Digest, Long> layers(RolloutRequest request, Service service, Digest digest) {
        ImageReference image = service.image().withDigest(digest);
        return request.around().layers().of(image);
    }
}
