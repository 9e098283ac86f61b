package io.cfa.gateway;

import static java.time.Duration.ofMinutes;
import static java.util.concurrent.CompletableFuture.runAsync;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.cfa.contract.Answer;
import io.cfa.contract.Client;
import io.cfa.contract.FreePort;
import io.cfa.contract.Realm;
import io.cfa.shop.Shop;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

/** A steady stream of requests through the gateway while the service behind it is replaced again and again. */
class RolloutTest {

    private static final String[] SETTINGS = {
        "--Keycloak__Issuer=" + Realm.OURS.issuer(), "--Keycloak__JwksUri=" + Realm.OURS.keys()
    };

    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /** One for all: to sign one for each would be most of the work. */
    private static final String TOKEN = Realm.OURS.token("somebody", "investor");

    private record Sent(String id, boolean keyed, int status) {}

    @Test
    void noRequestFailsAndNoneIsSentTwice() throws Exception {
        int port = FreePort.next();
        ConfigurableApplicationContext shop = Shop.open(port, SETTINGS);
        ExecutorService clients = Executors.newCachedThreadPool();
        ScheduledExecutorService ticks = Executors.newSingleThreadScheduledExecutor();
        try (RunningGateway gateway = new RunningGateway(
                RedisProcess.shared(),
                "--cfa.routes.registry=http://127.0.0.1:" + port,
                // a machine that is busy with other things starts a shop late
                "--cfa.limits.hold=150s",
                "--cfa.limits.rate.per-second=1000",
                "--cfa.limits.rate.burst=10000")) {
            List<Future<Sent>> sent = new CopyOnWriteArrayList<>();
            // twelve requests a second, which do not wait for each other
            ScheduledFuture<?> stream =
                    ticks.scheduleAtFixedRate(() -> sendAnother(gateway, clients, sent), 0, 80, MILLISECONDS);
            for (int i = 0; i < 3; i++) {
                answersMore(sent);
                shop.close();
                shop = Shop.open(port, SETTINGS);
            }
            answersMore(sent);
            stream.cancel(false);

            assertThat(sent).hasSizeGreaterThan(100);
            for (Future<Sent> request : sent) {
                Sent done = request.get();
                assertThat(done.status()).as(done.toString()).isEqualTo(200);
                assertThat(Shop.orders().get(done.id()).get())
                        .as(done.toString())
                        .isBetween(1, done.keyed() ? 3 : 1);
            }
        } finally {
            ticks.shutdownNow();
            clients.shutdown();
            shop.close();
        }
    }

    @Test
    void aServiceThatIsToldToStopGoesOnTakingRequestsAndSaysForHowLong() throws Exception {
        int port = FreePort.next();
        Client client = new Client(port);
        ConfigurableApplicationContext shop = Shop.open(port, SETTINGS);
        assertThat(client.send("GET", "/health/live", null, "").header(Backend.CLOSES_IN))
                .isEmpty();
        CompletableFuture<Void> closed = runAsync(shop::close);
        Answer answer = await().atMost(ofMinutes(1))
                .until(() -> client.send("GET", "/health/live", null, ""), live -> !live.header(Backend.CLOSES_IN)
                        .isEmpty());
        assertThat(answer.status()).isEqualTo(200);
        assertThat(Integer.parseInt(answer.header(Backend.CLOSES_IN))).isBetween(1, 2999);
        closed.get();
        assertThatThrownBy(() -> client.send("GET", "/health/live", null, ""))
                .hasCauseInstanceOf(ConnectException.class);
    }

    /** Unless so many wait already that the gateway would refuse more, as where a machine starts a shop late. */
    private static void sendAnother(RunningGateway gateway, ExecutorService clients, List<Future<Sent>> sent) {
        if (sent.stream().filter(each -> !each.isDone()).count() < 60) {
            sent.add(next(gateway, clients, sent.size()));
        }
    }

    private static Future<Sent> next(RunningGateway gateway, ExecutorService clients, int i) {
        String id = UUID.randomUUID().toString();
        String path = "/api/registry/orders/" + id;
        int kind = i % 3;
        return clients.submit(() -> new Sent(
                id,
                kind == 2,
                switch (kind) {
                    case 0 -> status(gateway, "GET", path);
                    case 1 -> status(gateway, "PUT", path);
                    default -> status(gateway, "POST", path, "Idempotency-Key", id);
                }));
    }

    /** Until twenty more requests have their answer. */
    private static void answersMore(List<Future<Sent>> sent) {
        long before = sent.stream().filter(Future::isDone).count();
        await().atMost(ofMinutes(3))
                .until(() -> sent.stream().filter(Future::isDone).count() >= before + 20);
    }

    private static int status(RunningGateway gateway, String method, String path, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + gateway.port() + path))
                .header("Authorization", "Bearer " + TOKEN)
                .method(method, BodyPublishers.noBody());
        if (headers.length > 0) {
            request.headers(headers);
        }
        return HTTP.send(request.build(), BodyHandlers.discarding()).statusCode();
    }
}
