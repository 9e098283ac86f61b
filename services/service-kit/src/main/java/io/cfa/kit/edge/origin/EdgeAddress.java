package io.cfa.kit.edge.origin;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.function.Predicate;

/**
 * Whether an address is that of the edge, by its name on the network; the JVM keeps what a name resolves to for a second ({@code sun.net.inetaddr.ttl}).
 *
 * @param name such as {@code edge}; empty where there is none
 */
public record EdgeAddress(String name) implements Predicate<String> {

    @Override
    public boolean test(String address) {
        if (name.isEmpty()) {
            return false;
        }
        try {
            return Arrays.asList(InetAddress.getAllByName(name)).contains(InetAddress.getByName(address));
        } catch (UnknownHostException e) {
            // there is none now, so nobody speaks for it
            return false;
        }
    }
}
