package io.cfa.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.cfa.contract.Answer;
import io.cfa.contract.Client;
import io.cfa.contract.FreePort;
import io.cfa.contract.Realm;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Whatever goes wrong at the gateway or behind it, and whoever says so, Tomcat too: a problem detail with a type of ours, and nothing of what is inside. */
class EveryProblemTest {

    private static final RedisProcess REDIS = new RedisProcess();
    private static final FaultyBackend BACKEND = new FaultyBackend(1);
    private static RunningGateway gateway;

    @BeforeAll
    static void start() {
        gateway = new RunningGateway(
                REDIS,
                "--cfa.routes.identity=" + BACKEND.url(),
                "--cfa.routes.compliance=http://127.0.0.1:" + FreePort.next(),
                "--cfa.edge.body=1KB",
                "--cfa.limits.deadlines[0].path=/api/identity/hangs",
                "--cfa.limits.deadlines[0].answer=1s",
                "--cfa.limits.hold=1s",
                "--cfa.limits.rate.per-second=1",
                "--cfa.limits.rate.burst=40");
    }

    @AfterAll
    static void stop() {
        gateway.close();
        BACKEND.close();
        REDIS.close();
    }

    @Test
    void eachStatusIsAProblemOfOurs() {
        Map<String, Supplier<Answer>> provoked = new LinkedHashMap<>();
        provoked.put("400 validation", () -> get("/api/identity/x?name=%00"));
        provoked.put("401 unauthorized", () -> gateway.client().send("GET", "/api/identity/x", null, ""));
        provoked.put("404 not-found", () -> get("/api/nobody/x"));
        provoked.put("405 method-not-allowed", () -> gateway.send("DELETE", "/openapi", ""));
        provoked.put("413 too-large", () -> gateway.send("PUT", "/api/identity/x", " ".repeat(2000)));
        provoked.put("502 answer-lost", () -> gateway.send("POST", "/api/identity/resets/x", "{}"));
        provoked.put("503 unavailable", () -> get("/api/compliance/x"));
        provoked.put("504 gateway-timeout", () -> get("/api/identity/hangs"));
        provoked.forEach((expected, request) -> assertIs(expected, request.get()));
    }

    @Test
    void aServiceThatStaysAwayIsWaitedForAsLongAsTheHoldSays() {
        long begin = System.nanoTime();
        Answer answer = get("/api/compliance/never");
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThan(Duration.ofSeconds(1));
        assertIs("503 unavailable", answer);
        assertThat(answer.header("Retry-After")).isEqualTo("5");
    }

    @Test
    void whoAsksTooOftenGetsOneToo() {
        String token = Realm.OURS.token(UUID.randomUUID().toString(), "investor");
        Client client = gateway.client();
        Answer last = client.send("GET", "/api/nobody/x", token, "");
        for (int i = 0; i < 60 && last.status() != 429; i++) {
            last = client.send("GET", "/api/identity/ok/x", token, "");
        }
        assertIs("429 rate-limited", last);
        assertThat(last.header("Retry-After")).isNotEmpty();
    }

    private static Answer get(String path) {
        return gateway.send("GET", path, "");
    }

    private static void assertIs(String expected, Answer answer) {
        assertThat(answer.status() + " " + answer.problem()).as(answer.body()).isEqualTo(expected);
        assertThat(answer.contentType()).as(expected).startsWith("application/problem+json");
        assertThat(answer.json().at("/status").asInt()).isEqualTo(answer.status());
        assertThat(answer.json().at("/title").asString()).isNotEmpty();
        assertThat(answer.body()).doesNotContain("Exception", "io.cfa", "Tomcat", "127.0.0.1");
    }
}
