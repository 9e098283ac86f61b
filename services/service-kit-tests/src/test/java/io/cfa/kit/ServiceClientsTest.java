package io.cfa.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.cfa.contract.Realm;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.web.client.HttpClientErrorException;
import org.springframework.web.client.HttpServerErrorException;
import org.springframework.web.client.ResourceAccessException;
import tools.jackson.databind.json.JsonMapper;

class ServiceClientsTest {

    private final Realm realm = new Realm("http://keycloak.test/realms/calls");
    private final List<String> tokens = new ArrayList<>();
    private final List<String> ids = new ArrayList<>();
    private HttpServer peer;
    private int status = 200;

    record Hold(UUID id, long amount) {}

    @BeforeEach
    void aPeer() throws IOException {
        peer = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        peer.createContext("/", exchange -> {
            tokens.add(exchange.getRequestHeaders().getFirst("Authorization"));
            ids.add(exchange.getRequestHeaders().getFirst("X-Request-Id"));
            byte[] body = exchange.getRequestBody().readAllBytes();
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        peer.start();
    }

    @AfterEach
    void noPeer() {
        peer.stop(0);
        realm.stop();
    }

    @Test
    void aCallCarriesATokenOfTheServiceTheIdOfTheRequestAndJson() {
        Hold hold = new Hold(UUID.randomUUID(), 150);
        RequestIds.during("from-a-browser", () -> assertThat(put(calls(Realm.SECRET), hold))
                .isEqualTo(hold));
        assertThat(ids).containsExactly("from-a-browser");
        assertThat(tokens).singleElement().asString().startsWith("Bearer ey");
    }

    @Test
    void whatIsAnsweredWith503IsAskedOnceAsWhoAsksKnowsWhetherToAskAgain() {
        status = 503;
        assertThatExceptionOfType(HttpServerErrorException.ServiceUnavailable.class)
                .isThrownBy(() -> put(calls(Realm.SECRET), new Hold(UUID.randomUUID(), 1)));
        assertThat(tokens).hasSize(1);
    }

    @Test
    void theTokenIsKeptUntilAServiceRefusesIt() {
        ServiceClients calls = calls(Realm.SECRET);
        put(calls, new Hold(UUID.randomUUID(), 1));
        realm.stop();
        put(calls, new Hold(UUID.randomUUID(), 2));
        assertThat(tokens).hasSize(2).containsOnly(tokens.get(0));

        status = 401;
        assertThatExceptionOfType(HttpClientErrorException.Unauthorized.class)
                .isThrownBy(() -> put(calls, new Hold(UUID.randomUUID(), 3)));
        status = 200;
        assertThatExceptionOfType(ResourceAccessException.class)
                .isThrownBy(() -> put(calls, new Hold(UUID.randomUUID(), 4)));
        realm.start();
        put(calls, new Hold(UUID.randomUUID(), 5));
        assertThat(tokens).hasSize(4);
    }

    @Test
    void aSecretThatKeycloakRefusesLooksLikeNoAnswerAndIsNotTold() {
        assertThatThrownBy(() -> put(calls("wrong"), new Hold(UUID.randomUUID(), 1)))
                .isInstanceOf(ResourceAccessException.class)
                .hasMessageContaining("no token of the client things: 401")
                .hasMessageNotContaining("wrong");
        assertThat(tokens).isEmpty();
    }

    private ServiceClients calls(String secret) {
        StandardEnvironment settings = new StandardEnvironment();
        settings.getPropertySources()
                .addFirst(new MapPropertySource(
                        "test",
                        Map.of(
                                "cfa.token-uri",
                                realm.tokens(),
                                "cfa.client-id",
                                "things",
                                "cfa.client-secret",
                                secret,
                                "cfa.peers.bank",
                                "http://127.0.0.1:" + peer.getAddress().getPort())));
        return new ServiceClients(settings, JsonMapper.builder().build());
    }

    private static Hold put(ServiceClients calls, Hold hold) {
        return calls.to("bank")
                .put()
                .uri("/holds/{id}", hold.id())
                .body(hold)
                .retrieve()
                .body(Hold.class);
    }
}
