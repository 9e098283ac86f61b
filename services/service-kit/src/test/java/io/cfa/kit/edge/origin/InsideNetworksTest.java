package io.cfa.kit.edge.origin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.cfa.kit.edge.origin.InsideNetworks.Network;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class InsideNetworksTest {

    private static final List<String> ROUTES = List.of(
            "Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT",
            "eth0\t00000000\t010012AC\t0003\t0\t0\t0\t00000000\t0\t0\t0",
            "eth0\t000012AC\t00000000\t0001\t0\t0\t0\t0000FFFF\t0\t0\t0");

    private final InsideNetworks container = new InsideNetworks(
            List.of(Network.of("172.18.0.5/16"), Network.of("fd00:1::5/64")), Set.of(address("172.18.0.1")));

    @Test
    void containersOfTheSameNetworkAndThisMachineAreInside() {
        assertThat(List.of("172.18.0.7", "172.18.255.254", "fd00:1::9", "127.0.0.1", "::1"))
                .allMatch(caller -> container.contains(address(caller)));
    }

    @Test
    void theGatewayAndEverybodyElseAreOutside() {
        assertThat(List.of("172.18.0.1", "172.19.0.7", "203.0.113.9", "10.0.0.1", "fd00:2::9", "fe80::1"))
                .noneMatch(caller -> container.contains(address(caller)));
    }

    @Test
    void theGatewayStandsInTheTableOfRoutes() throws UnknownHostException {
        assertThat(InsideNetworks.gateways(ROUTES)).containsExactly(address("172.18.0.1"));
        assertThat(InsideNetworks.gateways(List.of())).isEmpty();
    }

    /** Of a second network, and of version 6, the table of routes names none. */
    @Test
    void theFirstAddressOfEachNetworkIsItsGatewaysUnlessItIsOurOwn() throws UnknownHostException {
        InsideNetworks two = InsideNetworks.in(
                List.of(
                        Network.of("172.18.0.5/16"),
                        Network.of("172.19.3.9/20"),
                        Network.of("fd00:1::5/64"),
                        Network.of("10.9.0.1/24")),
                ROUTES);
        assertThat(List.of("172.18.0.1", "172.19.0.1", "fd00:1::1")).noneMatch(caller -> two.contains(address(caller)));
        assertThat(List.of("172.18.0.2", "172.19.0.2", "172.19.15.254", "fd00:1::2", "10.9.0.1", "10.9.0.2"))
                .allMatch(caller -> two.contains(address(caller)));
    }

    @Test
    void networksThatAreNamedAreTheOnlyOnes() {
        InsideNetworks named = InsideNetworks.of(List.of("10.1.0.0/17"));
        assertThat(named.contains(address("10.1.127.255"))).isTrue();
        assertThat(named.contains(address("10.1.128.0"))).isFalse();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> InsideNetworks.of(List.of("everybody")))
                .withMessage("cfa.edge.inside: 'everybody' is no network such as 10.1.0.0/16");
    }

    private static InetAddress address(String text) {
        try {
            return InetAddress.getByName(text);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
