package io.cfa.gateway;

import static java.util.concurrent.CompletableFuture.runAsync;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cfa.contract.Answer;
import io.cfa.contract.Client;
import io.cfa.contract.Realm;
import io.cfa.shop.Shop;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

/** A steady stream of requests through the gateway while the service behind it is replaced again and again. */
class RolloutTest {

    private static final String[] SETTINGS = {
        "--Keycloak__Issuer=" + Realm.OURS.issuer(), "--Keycloak__JwksUri=" + Realm.OURS.keys()
    };

    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private record Sent(String id, boolean keyed, int status) {}

    @Test
    void noRequestFailsAndNoneIsSentTwice() throws Exception {
        int port = RedisProcess.freePort();
        ConfigurableApplicationContext shop = Shop.open(port, SETTINGS);
        ExecutorService clients = Executors.newCachedThreadPool();
        try (RunningGateway gateway = new RunningGateway(
                RedisProcess.shared(),
                "--cfa.routes.registry=http://127.0.0.1:" + port,
                // a machine that is busy with other things starts a shop late
                "--cfa.limits.hold=150s",
                "--cfa.limits.rate.per-second=1000",
                "--cfa.limits.rate.burst=10000")) {
            AtomicBoolean open = new AtomicBoolean(true);
            Future<List<Future<Sent>>> stream = clients.submit(() -> stream(gateway, clients, open));
            for (int i = 0; i < 3; i++) {
                Thread.sleep(1000);
                shop.close();
                shop = Shop.open(port, SETTINGS);
            }
            Thread.sleep(1000);
            open.set(false);

            List<Future<Sent>> sent = stream.get();
            assertThat(sent).hasSizeGreaterThan(200);
            for (Future<Sent> request : sent) {
                Sent done = request.get();
                assertThat(done.status()).as(done.toString()).isEqualTo(200);
                assertThat(Shop.orders().get(done.id()).get())
                        .as(done.toString())
                        .isBetween(1, done.keyed() ? 3 : 1);
            }
        } finally {
            clients.shutdown();
            shop.close();
        }
    }

    @Test
    void aServiceThatIsToldToStopGoesOnTakingRequestsAndSaysForHowLong() throws Exception {
        int port = RedisProcess.freePort();
        Client client = new Client(port);
        ConfigurableApplicationContext shop = Shop.open(port, SETTINGS);
        assertThat(client.send("GET", "/health/live", null, "").header(Backend.CLOSES_IN))
                .isEmpty();
        CompletableFuture<Void> closed = runAsync(shop::close);
        Thread.sleep(500);
        Answer answer = client.send("GET", "/health/live", null, "");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(Integer.parseInt(answer.header(Backend.CLOSES_IN))).isBetween(1, 2999);
        closed.get();
        assertThatThrownBy(() -> client.send("GET", "/health/live", null, ""))
                .hasCauseInstanceOf(ConnectException.class);
    }

    /** Twenty-five requests a second, which do not wait for each other. */
    private static List<Future<Sent>> stream(RunningGateway gateway, ExecutorService clients, AtomicBoolean open)
            throws InterruptedException {
        List<Future<Sent>> sent = new ArrayList<>();
        for (int i = 0; open.get(); i++) {
            String id = UUID.randomUUID().toString();
            String path = "/api/registry/orders/" + id;
            int kind = i % 3;
            sent.add(clients.submit(() -> new Sent(
                    id,
                    kind == 2,
                    switch (kind) {
                        case 0 -> status(gateway, "GET", path);
                        case 1 -> status(gateway, "PUT", path);
                        default -> status(gateway, "POST", path, "Idempotency-Key", id);
                    })));
            Thread.sleep(40);
        }
        return sent;
    }

    private static int status(RunningGateway gateway, String method, String path, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + gateway.port() + path))
                .header("Authorization", "Bearer " + Realm.OURS.token("somebody", "investor"))
                .method(method, BodyPublishers.noBody());
        if (headers.length > 0) {
            request.headers(headers);
        }
        return HTTP.send(request.build(), BodyHandlers.discarding()).statusCode();
    }
}
