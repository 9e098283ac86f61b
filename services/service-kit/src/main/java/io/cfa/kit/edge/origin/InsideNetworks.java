package io.cfa.kit.edge.origin;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InterfaceAddress;
import java.net.NetworkInterface;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Who calls from inside: this machine, and the other containers of its networks. Docker leaves a caller from outside its address, or gives it that
 * of the network's gateway, which is nobody's container; so the gateway is outside.
 *
 * @param networks that are inside
 * @param gateways addresses in them that are not
 */
public record InsideNetworks(List<Network> networks, Set<InetAddress> gateways) {

    private static final Path ROUTES = Path.of("/proc/net/route");

    /** An address and how many of its leading bits count. */
    public record Network(InetAddress address, int bits) {

        static Network of(String cidr) {
            String[] parts = cidr.split("/", 2);
            try {
                return new Network(InetAddress.getByName(parts[0]), Integer.parseInt(parts[1]));
            } catch (UnknownHostException | RuntimeException e) {
                throw new IllegalArgumentException(
                        "cfa.edge.inside: '%s' is no network such as 10.1.0.0/16".formatted(cidr), e);
            }
        }

        /** The first that a machine in it can have. */
        InetAddress first() throws UnknownHostException {
            byte[] bytes = address.getAddress();
            for (int bit = bits; bit < bytes.length * 8; bit++) {
                bytes[bit / 8] &= (byte) ~(0x80 >> bit % 8);
            }
            bytes[bytes.length - 1] |= 1;
            return InetAddress.getByAddress(bytes);
        }

        boolean contains(InetAddress other) {
            byte[] ours = address.getAddress();
            byte[] theirs = other.getAddress();
            if (ours.length != theirs.length) {
                return false;
            }
            for (int bit = 0; bit < bits; bit++) {
                int mask = 0x80 >> bit % 8;
                if ((ours[bit / 8] & mask) != (theirs[bit / 8] & mask)) {
                    return false;
                }
            }
            return true;
        }
    }

    /** The networks that are named, or those that this machine is in. */
    public static InsideNetworks of(List<String> named) {
        if (named != null && !named.isEmpty()) {
            return new InsideNetworks(named.stream().map(Network::of).toList(), Set.of());
        }
        try {
            List<Network> own = new ArrayList<>();
            for (NetworkInterface network : Collections.list(NetworkInterface.getNetworkInterfaces())) {
                for (InterfaceAddress address : network.getInterfaceAddresses()) {
                    own.add(new Network(address.getAddress(), address.getNetworkPrefixLength()));
                }
            }
            return in(own, Files.isReadable(ROUTES) ? Files.readAllLines(ROUTES) : List.of());
        } catch (IOException e) {
            // without knowing the gateway, nobody but this machine is inside
            return new InsideNetworks(List.of(), Set.of());
        }
    }

    /**
     * Those that this machine is in. The table of routes names the gateway of one of them, and none of version 6; Docker gives that of each network its
     * first address.
     */
    static InsideNetworks in(List<Network> own, List<String> routes) throws UnknownHostException {
        Set<InetAddress> gateways = gateways(routes);
        for (Network network : own) {
            InetAddress first = network.first();
            if (!first.equals(network.address())) {
                gateways.add(first);
            }
        }
        return new InsideNetworks(own, gateways);
    }

    /** Of Linux' table of routes, in which addresses are hexadecimal and begin with their last byte. */
    static Set<InetAddress> gateways(List<String> routes) throws UnknownHostException {
        Set<InetAddress> gateways = new HashSet<>();
        for (String route : routes) {
            String[] columns = route.trim().split("\\s+");
            if (columns.length > 2 && columns[2].matches("[0-9A-Fa-f]{8}") && !columns[2].equals("00000000")) {
                long address = Long.parseLong(columns[2], 16);
                gateways.add(InetAddress.getByAddress(new byte[] {
                    (byte) address, (byte) (address >> 8), (byte) (address >> 16), (byte) (address >> 24)
                }));
            }
        }
        return gateways;
    }

    boolean contains(InetAddress caller) {
        return caller.isLoopbackAddress()
                || !gateways.contains(caller) && networks.stream().anyMatch(network -> network.contains(caller));
    }
}
