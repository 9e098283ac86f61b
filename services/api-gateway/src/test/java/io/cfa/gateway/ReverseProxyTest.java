package io.cfa.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.Duration.ofMinutes;
import static java.util.concurrent.CompletableFuture.supplyAsync;
import static java.util.stream.IntStream.range;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cfa.contract.Answer;
import io.cfa.contract.Realm;
import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadPoolExecutor;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is sent once, what twice, and what waits. */
class ReverseProxyTest {

    private static final FaultyBackend BACKEND = new FaultyBackend(5);
    private static RunningGateway gateway;

    @BeforeAll
    static void start() {
        gateway = new RunningGateway(
                RedisProcess.shared(),
                "--cfa.routes.registry=" + BACKEND.url(),
                // longer than a busy machine takes to start a backend: EveryProblemTest waits for the end of a shorter
                // one
                "--cfa.limits.hold=110s",
                "--cfa.limits.at-once=5",
                // for what never answers alone: a busy machine may take a second for anything
                "--cfa.limits.deadlines[0].path=/api/registry/hangs",
                "--cfa.limits.deadlines[0].answer=1s",
                "--cfa.limits.deadlines[1].path=/api/registry/drips/**",
                "--cfa.limits.deadlines[1].answer=2s",
                "--cfa.limits.drain=900ms",
                "--cfa.limits.rate.burst=10000");
    }

    @AfterAll
    static void stop() {
        gateway.close();
        BACKEND.close();
    }

    private final ThreadPoolExecutor threads = (ThreadPoolExecutor) Executors.newFixedThreadPool(40);

    @AfterEach
    void behaves() {
        BACKEND.readiness(200);
        BACKEND.says("");
        threads.shutdown();
    }

    @ParameterizedTest
    @ValueSource(strings = {"resets", "halves", "silence"})
    void anAnswerThatIsLostIsAskedForAgainOnlyUnderAnIdempotencyKey(String path) {
        for (String method : new String[] {"GET", "PUT", "POST", "DELETE"}) {
            String without = "/" + path + "/" + method + "/without";
            Answer lost = gateway.send(method, "/api/registry" + without, "{}");
            assertThat(lost.status()).as(without).isEqualTo(502);
            assertThat(lost.problem()).isEqualTo("answer-lost");
            assertThat(BACKEND.requests(without)).as(without).isOne();

            String with = "/" + path + "/" + method + "/with";
            Answer found = gateway.send(method, "/api/registry" + with, "{}", "Idempotency-Key", "one");
            assertThat(found.status()).as(with).isEqualTo(200);
            assertThat(BACKEND.requests(with)).as(with).isEqualTo(3);
        }
    }

    @Test
    void anAnswerThatDoesNotComeIsNotAskedForAgain() {
        Answer answer = gateway.send("POST", "/api/registry/hangs", "{}", "Idempotency-Key", "one");
        assertThat(answer.status()).isEqualTo(504);
        assertThat(answer.problem()).isEqualTo("gateway-timeout");
        assertThat(BACKEND.requests("/hangs")).isOne();
    }

    /** Each byte comes in time, and the answer never. */
    @ParameterizedTest
    @ValueSource(strings = {"head", "body"})
    void anAnswerThatComesByTheByteIsGivenUp(String part) {
        Answer late = gateway.send("GET", "/api/registry/drips/" + part, "", "Idempotency-Key", "one");
        assertThat(late.status()).isEqualTo(504);
        assertThat(late.problem()).isEqualTo("gateway-timeout");
        assertThat(BACKEND.requests("/drips/" + part)).isOne();
        assertThat(gateway.send("GET", "/api/registry/seen", "").status()).isEqualTo(200);
    }

    @Test
    void eachRequestHasAConnectionOfItsOwnWhateverABackendSaysOfKeepingIt() {
        int before = BACKEND.connections();
        for (int i = 0; i < 20; i++) {
            assertThat(gateway.send("POST", "/api/registry/kept", "{}").status())
                    .isEqualTo(200);
        }
        assertThat(BACKEND.requests("/kept")).isEqualTo(20);
        assertThat(BACKEND.connections() - before).isBetween(20, 25);
    }

    @Test
    void aRequestWaitsForABackendThatIsAwayAndIsSentOnce() throws Exception {
        assertThat(gateway.send("GET", "/api/registry/here", "").status()).isEqualTo(200);
        BACKEND.stop();
        CompletableFuture<Answer> answer = supplyAsync(() -> gateway.send("POST", "/api/registry/later", "{}"));
        await().atMost(ofMinutes(1)).during(Duration.ofMillis(800)).until(() -> !answer.isDone());
        BACKEND.start();
        assertThat(answer.get().status()).isEqualTo(200);
        assertThat(BACKEND.requests("/later")).isOne();
    }

    @Test
    void aRequestWaitsForABackendThatStartsUntilItIsReady() throws Exception {
        BACKEND.stop();
        CompletableFuture<Answer> answer = supplyAsync(() -> gateway.send("POST", "/api/registry/starts", "{}"));
        await().atMost(ofMinutes(1)).during(Duration.ofMillis(200)).until(() -> !answer.isDone());
        BACKEND.readiness(503);
        BACKEND.start();
        itsReadinessIsAskedForTwice();
        assertThat(BACKEND.requests("/starts")).isZero();
        BACKEND.readiness(200);
        assertThat(answer.get().status()).isEqualTo(200);
        assertThat(BACKEND.requests("/starts")).isOne();
    }

    @Test
    void whatWaitedForABackendReachesItAFewAtATime() {
        BACKEND.stop();
        List<CompletableFuture<Answer>> answers = range(0, 40)
                .mapToObj(i -> supplyAsync(() -> gateway.send("GET", "/api/registry/slowly/" + i, ""), threads))
                .toList();
        await().atMost(ofMinutes(1)).until(() -> threads.getActiveCount() == 40);
        BACKEND.start();
        assertThat(answers)
                .allSatisfy(answer -> assertThat(answer.join().status()).isEqualTo(200));
        assertThat(BACKEND.mostAtOnce()).isEqualTo(5);
    }

    @Test
    void nothingIsSentToABackendThatIsAboutToClose() throws Exception {
        BACKEND.says("Cfa-Closes-In: 100");
        // until no earlier answer is fresh enough to be believed
        await().atMost(ofMinutes(1)).during(Duration.ofMillis(700)).until(() -> BACKEND.requests("/closes") == 0);
        CompletableFuture<Answer> answer = supplyAsync(() -> gateway.send("GET", "/api/registry/closes", ""));
        await().atMost(ofMinutes(1)).during(Duration.ofMillis(700)).until(() -> BACKEND.requests("/closes") == 0);
        BACKEND.says("");
        assertThat(answer.get().status()).isEqualTo(200);
        assertThat(answer.get().header("Cfa-Closes-In")).isEmpty();
    }

    /** The second answer is younger than what was set before. */
    private static void itsReadinessIsAskedForTwice() {
        int before = BACKEND.requests("/health/ready");
        await().atMost(ofMinutes(1)).until(() -> BACKEND.requests("/health/ready") >= before + 2);
    }

    @Test
    void aLargeAnswerPassesWhole() {
        assertThat(gateway.send("GET", "/api/registry/large", "").body()).hasSize(300_000);
    }

    @Test
    void eventsPassAsTheyComeAndEachIsThereBeforeTheNext() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + gateway.port() + "/api/registry/stream"))
                .header("Authorization", "Bearer " + Realm.OURS.token("somebody", "investor"))
                .timeout(Duration.ofSeconds(20))
                .build();
        HttpResponse<InputStream> answer =
                HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofInputStream());
        assertThat(answer.headers().firstValue("Content-Type")).contains("text/event-stream");
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(answer.body(), UTF_8))) {
            for (int i = 0; i < 3; i++) {
                assertThat(lines.readLine()).isEqualTo("data: " + i);
                assertThat(lines.readLine()).isEmpty();
                // only now does the backend write the next
                BACKEND.goesOn.release();
            }
            assertThat(lines.readLine()).isNull();
        }
    }

    @Test
    void whereACallerComesFromIsTheGatewaysWordAndNotTheCallers() {
        gateway.send("GET", "/api/registry/seen", "", "Cfa-Client-Address", "203.0.113.99");
        assertThat(BACKEND.lastHead()).contains("Cfa-Client-Address: 127.0.0.1").doesNotContain("203.0.113.99");
    }
}
