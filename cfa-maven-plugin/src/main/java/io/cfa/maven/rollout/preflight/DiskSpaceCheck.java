package io.cfa.maven.rollout.preflight;

import io.cfa.maven.host.RolloutException;
import io.cfa.maven.host.state.HostState;
import io.cfa.maven.model.Digest;
import io.cfa.maven.model.ImageReference;
import io.cfa.maven.model.Service;
import io.cfa.maven.rollout.plan.RolloutRequest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Compares the room on the host with what a pull needs: the layers of the new images that no image of the running containers has. */
public final class DiskSpaceCheck {

    /** Layers travel packed, and lie on the disk unpacked as well while they are unpacked. */
    private static final int UNPACKED = 3;

    private static final long MEGABYTE = 1_000_000;
    private static final long RESERVE = 200 * MEGABYTE;

    private DiskSpaceCheck() {}

    /**
     * Says what is not known.
     *
     * @param toPull those whose image the host does not have yet
     * @throws RolloutException if the room cannot suffice
     */
    public static Optional<String> check(
            String host, Optional<Long> free, RolloutRequest request, List<String> toPull, HostState state) {
        if (toPull.isEmpty()) {
            return Optional.empty();
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
            for (Digest running : state.running().getOrDefault(service.name(), List.of())) {
                pulled.keySet().removeAll(layers(request, service, running).keySet());
            }
        }
        long bytes = pulled.values().stream().mapToLong(Long::longValue).sum();
        return judge(host, free, bytes, unknown);
    }

    private static Map<Digest, Long> layers(RolloutRequest request, Service service, Digest digest) {
        ImageReference image = service.image().withDigest(digest);
        return request.around().layers().of(image);
    }

    /** Compares the bytes to be pulled, packed, with the free ones. */
    static Optional<String> judge(String host, Optional<Long> free, long bytes, List<String> unknown) {
        if (free.isEmpty()) {
            return Optional.of("the free disk space of " + host + " is unknown");
        }
        long needed = bytes * UNPACKED + RESERVE;
        if (free.get() < needed) {
            throw new RolloutException(host + " has " + free.get() / MEGABYTE
                    + " MB free where the engine keeps its images, and the pull needs"
                    + " up to " + needed / MEGABYTE + " MB (" + bytes / MEGABYTE
                    + " MB packed); nothing was changed there. Next: make room,"
                    + " for example with `docker system df` and `docker image prune` there");
        }
        return unknown.isEmpty()
                ? Optional.empty()
                : Optional.of("how much will be pulled is unknown of " + String.join(", ", unknown) + "; "
                        + free.get() / MEGABYTE + " MB are free");
    }
}
