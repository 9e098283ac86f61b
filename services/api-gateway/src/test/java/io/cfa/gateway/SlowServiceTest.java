package io.cfa.gateway;

import static java.time.Duration.ofMinutes;
import static java.util.concurrent.CompletableFuture.supplyAsync;
import static java.util.stream.IntStream.range;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cfa.contract.Answer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/** What a service that does not answer takes from the others. */
class SlowServiceTest {

    @Test
    void whileOneServiceDoesNotAnswerTheOthersAndTheHealthDo() {
        ExecutorService clients = Executors.newCachedThreadPool();
        try (FaultyBackend slow = new FaultyBackend(1);
                RunningGateway gateway = new RunningGateway(
                        RedisProcess.shared(),
                        "--cfa.routes.registry=" + slow.url(),
                        "--cfa.routes.identity=" + new EchoBackend().url(),
                        "--cfa.limits.own=2",
                        "--cfa.limits.shared=3",
                        "--cfa.limits.waiting=0",
                        "--cfa.edge.requests=8",
                        "--cfa.limits.answer=10m",
                        "--cfa.limits.deadlines[0].path=/api/registry/hangs/briefly",
                        "--cfa.limits.deadlines[0].answer=200ms",
                        "--cfa.limits.rate.burst=10000")) {
            Answer soon = gateway.send("GET", "/api/registry/hangs/briefly", "");
            assertThat(soon.status()).isEqualTo(504);

            List<CompletableFuture<Answer>> waiting = range(0, 5)
                    .mapToObj(i -> supplyAsync(() -> gateway.send("GET", "/api/registry/hangs/" + i, ""), clients))
                    .toList();
            await().atMost(ofMinutes(1)).until(() -> range(0, 5).allMatch(i -> slow.requests("/hangs/" + i) == 1));
            Answer refused = gateway.send("GET", "/api/registry/hangs/more", "");
            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.header("Retry-After")).isEqualTo("5");
            assertThat(refused.json().at("/detail").asString())
                    .isEqualTo("Too many requests wait for the service registry already.");
            assertThat(gateway.send("GET", "/api/identity/things", "").status()).isEqualTo(200);
            assertThat(gateway.client().send("GET", "/health/live", null, "").status())
                    .isEqualTo(200);
            assertThat(waiting).noneMatch(CompletableFuture::isDone);
            slow.hangUp();
            assertThat(waiting)
                    .allSatisfy(answer -> assertThat(answer.join().status()).isEqualTo(502));
        } finally {
            clients.shutdownNow();
        }
    }
}
