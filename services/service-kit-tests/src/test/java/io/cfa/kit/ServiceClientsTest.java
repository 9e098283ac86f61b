package io.cfa.kit;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.cfa.contract.Realm;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.web.client.HttpClientErrorException;
import org.springframework.web.client.HttpServerErrorException;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClientException;
import tools.jackson.databind.json.JsonMapper;

class ServiceClientsTest {

    private final Realm realm = new Realm("http://keycloak.test/realms/calls");
    private final List<String> tokens = new ArrayList<>();
    private final List<String> ids = new ArrayList<>();
    private HttpServer peer;
    private int status = 200;
    private boolean ours = true;
    private String closesIn = "";
    private final List<Integer> callers = new ArrayList<>();
    private long passedMillis;

    record Hold(UUID id, long amount) {}

    @BeforeEach
    void aPeer() throws IOException {
        peer = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        peer.createContext("/", exchange -> {
            tokens.add(exchange.getRequestHeaders().getFirst("Authorization"));
            ids.add(exchange.getRequestHeaders().getFirst("X-Request-Id"));
            callers.add(exchange.getRemoteAddress().getPort());
            if (!closesIn.isEmpty()) {
                exchange.getResponseHeaders().add("Cfa-Closes-In", closesIn);
            }
            if (ours) {
                exchange.getResponseHeaders()
                        .add("X-Request-Id", exchange.getRequestHeaders().getFirst("X-Request-Id"));
            }
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

    /** A container was given the address of another; one that says yes to everything would have money held by saying so. */
    @Test
    void whoeverDoesNotTellTheIdOfTheRequestIsNoneOfOurs() {
        ours = false;
        for (int answer : new int[] {200, 404, 409}) {
            status = answer;
            assertThatThrownBy(() -> put(calls(Realm.SECRET), new Hold(UUID.randomUUID(), 1)))
                    .isInstanceOf(ResourceAccessException.class)
                    .hasMessageContaining("whoever answers with %d does not tell the id of the request", answer);
        }
        assertThat(ids).doesNotContainNull().doesNotHaveDuplicates();
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

    /** As an address may answer that was given to somebody else; each byte comes in time. */
    @Test
    void anAnswerThatHasNoEndEndsWithItsDeadline() throws Exception {
        for (String answer : List.of(
                "HTTP/1.1 200 OK\r\nX-Request-Id: %s\r\nX-Slow: ",
                "HTTP/1.1 200 OK\r\nX-Request-Id: %s\r\nContent-Type: application/json\r\nContent-Length: 1000000\r\n\r\n",
                "HTTP/1.1 409 Conflict\r\nX-Request-Id: %s\r\nContent-Type: application/json\r\nContent-Length: 1000000\r\n\r\n")) {
            try (Drip drip = new Drip(answer)) {
                ServiceClients calls = calls(Realm.SECRET, drip.port(), Duration.ofSeconds(2));
                assertThatThrownBy(() -> put(calls, new Hold(UUID.randomUUID(), 1)))
                        .isInstanceOf(RestClientException.class);
                assertThatCode(() -> discard(calls))
                        .satisfiesAnyOf(e -> assertThat(e).isNull(), e -> assertThat(e)
                                .isInstanceOf(RestClientException.class));
            }
        }
    }

    @Test
    void anAnswerThatIsTooLargeIsNone() throws Exception {
        peer.createContext("/holds/large", exchange -> {
            exchange.getResponseHeaders()
                    .add("X-Request-Id", exchange.getRequestHeaders().getFirst("X-Request-Id"));
            exchange.sendResponseHeaders(200, 0);
            byte[] some = new byte[8192];
            while (true) {
                exchange.getResponseBody().write(some);
            }
        });
        ServiceClients calls = calls(Realm.SECRET);
        assertThatThrownBy(() ->
                        calls.to("bank").get().uri("/holds/large").retrieve().body(byte[].class))
                .isInstanceOf(RestClientException.class)
                .rootCause()
                .hasMessage("an answer of more than 1048576 bytes");
        put(calls, new Hold(UUID.randomUUID(), 1));
    }

    @Test
    void aConnectionIsKeptUntilAnAnswerSaysThatItsServiceCloses() {
        ServiceClients calls = calls(Realm.SECRET);
        discard(calls);
        discard(calls);
        closesIn = "3000";
        discard(calls);
        discard(calls);
        discard(calls);
        assertThat(callers).hasSize(5);
        assertThat(callers.subList(0, 3)).containsOnly(callers.get(0));
        assertThat(callers.subList(2, 5)).doesNotHaveDuplicates();
    }

    /** It stays for as long as it is asked for something: its last second, and one more, are left to it. */
    @Test
    void nothingIsSentInTheLastThirdOfADrainAndForAsLongAfterIt() {
        ServiceClients calls = calls(Realm.SECRET);
        closesIn = "3000";
        discard(calls);
        closesIn = "1001";
        passedMillis = 1999;
        discard(calls);
        for (long each : List.of(2000L, 2500L, 3000L, 3999L)) {
            passedMillis = each;
            assertThatThrownBy(() -> discard(calls))
                    .isInstanceOf(ResourceAccessException.class)
                    .hasMessageContaining("nothing was sent to 127.0.0.1:%d, which closes", port());
        }
        assertThat(callers).hasSize(2);

        closesIn = "";
        passedMillis = 4000;
        discard(calls);
        discard(calls);
        assertThat(callers).hasSize(4);
        assertThat(callers.get(3)).as("the connection to the next one is kept").isEqualTo(callers.get(2));
    }

    @Test
    void whatStaysForLongerIsLeftAloneForLonger() {
        ServiceClients calls = calls(Realm.SECRET);
        closesIn = "0";
        discard(calls);
        passedMillis = 999;
        assertThatThrownBy(() -> discard(calls)).isInstanceOf(ResourceAccessException.class);
        passedMillis = 1000;
        discard(calls);
        passedMillis = 1999;
        assertThatThrownBy(() -> discard(calls)).isInstanceOf(ResourceAccessException.class);
        assertThat(callers).hasSize(2);
    }

    @Test
    void whoeverIsNoneOfOursAndWhatIsNoNumberStopNothing() {
        ServiceClients calls = calls(Realm.SECRET);
        for (String said : List.of("", "-1", "soon", "0x10", "1e3", "99999999999999999999")) {
            closesIn = said;
            discard(calls);
            discard(calls);
        }
        ours = false;
        closesIn = "0";
        assertThatThrownBy(() -> discard(calls)).hasMessageContaining("does not tell the id of the request");
        ours = true;
        discard(calls);
        assertThat(callers).hasSize(14);
    }

    @Test
    void moreThanADrainIsNotBelieved() {
        ServiceClients calls = calls(Realm.SECRET);
        closesIn = "999999999";
        discard(calls);
        passedMillis = 4000;
        discard(calls);
        assertThat(callers).hasSize(2);
    }

    private int port() {
        return peer.getAddress().getPort();
    }

    private static void discard(ServiceClients calls) {
        calls.to("bank").get().uri("/holds/one").retrieve().toBodilessEntity();
    }

    /** Answers with a beginning, and then with a byte now and then. */
    private static final class Drip implements AutoCloseable {

        private final ServerSocket server = new ServerSocket(0, 16, InetAddress.getLoopbackAddress());
        private final BackgroundTask drops;

        Drip(String beginning) throws IOException {
            List<Socket> callers = new CopyOnWriteArrayList<>();
            Thread accepting = new Thread(() -> {
                try {
                    while (true) {
                        Socket caller = server.accept();
                        caller.getOutputStream()
                                .write(beginning.formatted(idOf(caller)).getBytes(US_ASCII));
                        callers.add(caller);
                    }
                } catch (IOException e) {
                    // closed
                }
            });
            accepting.setDaemon(true);
            accepting.start();
            drops = new BackgroundTask("drops", () -> {
                for (Socket caller : callers) {
                    try {
                        caller.getOutputStream().write(' ');
                    } catch (IOException e) {
                        callers.remove(caller);
                    }
                }
                return Duration.ofMillis(50);
            });
            drops.start();
        }

        private static String idOf(Socket caller) throws IOException {
            BufferedReader head = new BufferedReader(new InputStreamReader(caller.getInputStream(), US_ASCII));
            String line = head.readLine();
            while (!line.startsWith("X-Request-Id: ")) {
                line = head.readLine();
            }
            return line.substring("X-Request-Id: ".length());
        }

        int port() {
            return server.getLocalPort();
        }

        @Override
        public void close() throws IOException {
            drops.stop();
            server.close();
        }
    }

    @Test
    void whoIsAtAnHttpsAddressIsSpokenToInTls() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CompletableFuture<Integer> firstByte = CompletableFuture.supplyAsync(() -> firstByte(server));
            URI address = URI.create("https://127.0.0.1:" + server.getLocalPort());
            assertThatThrownBy(() ->
                            put(calls(Realm.SECRET, address, Duration.ofMinutes(2)), new Hold(UUID.randomUUID(), 1)))
                    .isInstanceOf(ResourceAccessException.class);
            assertThat(firstByte.join())
                    .as("the type of a record of a handshake")
                    .isEqualTo(22);
        }
    }

    private static int firstByte(ServerSocket server) {
        try (Socket caller = server.accept()) {
            return caller.getInputStream().read();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ServiceClients calls(String secret) {
        return calls(secret, peer.getAddress().getPort(), Duration.ofMinutes(2));
    }

    private ServiceClients calls(String secret, int port, Duration toEnd) {
        return calls(secret, URI.create("http://127.0.0.1:" + port), toEnd);
    }

    private ServiceClients calls(String secret, URI bank, Duration toEnd) {
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
                                bank.toString())));
        return new ServiceClients(
                settings, JsonMapper.builder().build(), toEnd, () -> TimeUnit.MILLISECONDS.toNanos(passedMillis));
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
