package io.cfa.settlement.trade;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.cfa.contract.Realm;
import io.cfa.kit.ServiceClients;
import io.cfa.kit.page.Page;
import io.cfa.settlement.trade.StandingClaims.Claim;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import tools.jackson.databind.json.JsonMapper;

class StandingClaimsTest {

    private static final UUID TRADE = UUID.fromString("8c7a5a52-1d3b-4f0c-9f3b-2a9c4a4d7e01");

    private final List<String> asked = new ArrayList<>();
    private HttpServer peer;
    private StandingClaims claims;

    @BeforeEach
    void aPeerWithTwoPages() throws IOException {
        peer = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        peer.createContext("/", exchange -> {
            String request = exchange.getRequestURI().toString();
            asked.add(request);
            if (!request.contains("cursor")) {
                // as io.cfa.kit.api.Pages answers
                exchange.getResponseHeaders()
                        .add("Link", "<?" + request.replaceFirst(".*[?]", "") + "&cursor=NWY-_1>; rel=\"next\"");
            }
            exchange.getResponseHeaders()
                    .add("X-Request-Id", exchange.getRequestHeaders().getFirst("X-Request-Id"));
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            byte[] body =
                    "[{\"id\":\"%s\",\"payer\":\"anna\",\"payee\":\"boris\",\"participant\":\"clara\",\"amount\":5,\"status\":\"HELD\",\"year\":2026}]"
                            .formatted(TRADE)
                            .getBytes(UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        peer.start();
        String address = "http://127.0.0.1:" + peer.getAddress().getPort();
        StandardEnvironment settings = new StandardEnvironment();
        settings.getPropertySources()
                .addFirst(new MapPropertySource(
                        "test",
                        Map.of(
                                "cfa.token-uri",
                                Realm.OURS.tokens(),
                                "cfa.client-id",
                                "settlement",
                                "cfa.client-secret",
                                Realm.SECRET,
                                "cfa.peers.bank-nominal",
                                address,
                                "cfa.peers.compliance",
                                address)));
        claims = new StandingClaims(new ServiceClients(
                settings,
                JsonMapper.builder()
                        .disable(tools.jackson.databind.DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                        .build()));
    }

    @AfterEach
    void noPeer() {
        peer.stop(0);
    }

    @Test
    void holdsAndReservationsAreReadPageAfterPage() {
        Page<Claim> holds = claims.holds(Duration.ofHours(1), Optional.empty());
        assertThat(holds.items()).containsExactly(new Claim(TRADE, "anna", 5));
        assertThat(holds.next()).contains("NWY-_1");
        assertThat(claims.holds(Duration.ofHours(1), holds.next()).next()).isEmpty();
        Page<Claim> reservations = claims.reservations(Duration.ofHours(1), Optional.empty());
        assertThat(reservations.items()).containsExactly(new Claim(TRADE, "clara", 5));
        assertThat(asked)
                .containsExactly(
                        "/holds?status=HELD&sort=askedAt&limit=100&olderThan=3600",
                        "/holds?status=HELD&sort=askedAt&limit=100&olderThan=3600&cursor=NWY-_1",
                        "/reservations?status=RESERVED&sort=askedAt&limit=100&olderThan=3600");
    }
}
