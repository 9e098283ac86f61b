package io.cfa.maven.model;

import java.util.Optional;

/**
 * A container's port that the host listens on for it.
 *
 * @param hostAddress   the address of the host that it is bound to; all of them where absent
 * @param hostPort      1 to 65535
 * @param containerPort 1 to 65535
 */
public record PublishedPort(Optional<String> hostAddress, int hostPort, int containerPort) {

    /** Checks the ranges. */
    public PublishedPort {
        if (!inRange(hostPort) || !inRange(containerPort)) {
            throw new IllegalArgumentException("a port is a number from 1 to 65535");
        }
    }

    /** Whether other machines reach it. */
    public boolean reachableFromOutside() {
        return hostAddress
                .filter(address -> address.startsWith("127.") || address.equals("::1"))
                .isEmpty();
    }

    /** Reads compose's short form {@code [address:]hostPort:containerPort[/protocol]}; empty where the host's port is left to chance. */
    static Optional<PublishedPort> of(String text) {
        String withoutProtocol = text.replaceFirst("/(tcp|udp)$", "");
        int last = withoutProtocol.lastIndexOf(':');
        if (last < 0) {
            return Optional.empty();
        }
        String host = withoutProtocol.substring(0, last);
        int before = host.lastIndexOf(':');
        Optional<String> address = before < 0
                ? Optional.empty()
                : Optional.of(host.substring(0, before).replaceAll("^\\[|]$", ""));
        return Optional.of(new PublishedPort(
                address, number(host.substring(before + 1)), number(withoutProtocol.substring(last + 1))));
    }

    private static int number(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("\"" + text + "\" is not a port: expected a number from 1 to 65535", e);
        }
    }

    private static boolean inRange(int port) {
        return port >= 1 && port <= 65535;
    }

    @Override
    public String toString() {
        return hostAddress.map(address -> address + ":").orElse("") + hostPort;
    }
}
