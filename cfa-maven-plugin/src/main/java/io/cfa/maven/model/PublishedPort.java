package io.cfa.maven.model;

import com.google.common.net.InetAddresses;
import io.cfa.maven.model.compose.PortBinding;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A container's port that the host listens on for it.
 *
 * @param hostAddress   the address of the host that it is bound to; all of them where absent
 * @param hostPort      1 to 65535
 * @param containerPort 1 to 65535
 * @param protocol      {@code tcp}, {@code udp} or {@code sctp}
 */
public record PublishedPort(Optional<String> hostAddress, int hostPort, int containerPort, String protocol) {

    /** Checks the ranges. */
    public PublishedPort {
        if (!inRange(hostPort) || !inRange(containerPort)) {
            throw new IllegalArgumentException("a port is a number from 1 to 65535");
        }
    }

    /** A port of TCP, as most are. */
    public PublishedPort(Optional<String> hostAddress, int hostPort, int containerPort) {
        this(hostAddress, hostPort, containerPort, "tcp");
    }

    /** Each port of the host that an entry of the compose file publishes; none where they are left to chance. */
    public static List<PublishedPort> of(PortBinding binding) {
        return binding.isFixed()
                ? IntStream.range(0, binding.container().size())
                        .mapToObj(i -> new PublishedPort(
                                binding.address(),
                                binding.host().orElseThrow().first() + i,
                                binding.container().first() + i,
                                binding.protocol()))
                        .toList()
                : List.of();
    }

    /** Whether other machines reach it. */
    public boolean reachableFromOutside() {
        return hostAddress
                .filter(address -> InetAddresses.isInetAddress(address)
                        && InetAddresses.forString(address).isLoopbackAddress())
                .isEmpty();
    }

    /** Whether it is bound to every address of the host, or to each of one family. */
    public boolean isOnAllAddresses() {
        return hostAddress
                .filter(address -> !InetAddresses.isInetAddress(address)
                        || !InetAddresses.forString(address).isAnyLocalAddress())
                .isEmpty();
    }

    private static boolean inRange(int port) {
        return port >= 1 && port <= 65535;
    }

    @Override
    public String toString() {
        return hostAddress.map(address -> address + ":").orElse("")
                + hostPort
                + (protocol.equals("tcp") ? "" : "/" + protocol);
    }
}
