package io.cfa.maven.rollout;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Compares the room on the host with what a pull needs. */
final class Disk {

    /** Layers travel compressed, and lie on the disk unpacked. */
    private static final int UNPACKED = 3;

    private static final long MEGABYTE = 1_000_000;
    private static final long RESERVE = 200 * MEGABYTE;

    private Disk() {}

    /**
     * Says what is known.
     *
     * @param services those whose image the host does not have yet
     * @param sizes    the bytes to be pulled of each, as far as they are known
     * @throws RolloutException if it cannot suffice
     */
    static Optional<String> check(String host, Optional<Long> free, List<String> services, Map<String, Long> sizes) {
        List<String> unknown =
                services.stream().filter(service -> !sizes.containsKey(service)).toList();
        long pulled = services.stream()
                .mapToLong(service -> sizes.getOrDefault(service, 0L))
                .sum();
        long needed = pulled * UNPACKED + RESERVE;
        if (free.isEmpty()) {
            return Optional.of("the free disk space of " + host + " is unknown");
        }
        if (free.get() < needed && !services.isEmpty()) {
            throw new RolloutException(host + " has " + free.get() / MEGABYTE
                    + " MB free where the engine keeps its images, and the pull needs"
                    + " up to " + needed / MEGABYTE + " MB (" + pulled / MEGABYTE
                    + " MB packed); nothing was changed there. Next: make room,"
                    + " for example with `docker system df` and `docker image prune` there");
        }
        return unknown.isEmpty()
                ? Optional.empty()
                : Optional.of("how much will be pulled is unknown of " + String.join(", ", unknown) + "; "
                        + free.get() / MEGABYTE + " MB are free");
    }
}
