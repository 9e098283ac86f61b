package io.cfa.gateway;

import static java.time.Duration.ofMinutes;
import static java.util.stream.IntStream.range;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cfa.contract.Answer;
import io.cfa.contract.Realm;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** How many requests a caller may make, and how large they may be. */
@ExtendWith(OutputCaptureExtension.class)
class GatewayLimitsTest {

    private static final RedisProcess REDIS = new RedisProcess();
    private static RunningGateway gateway;

    @BeforeAll
    static void start() {
        gateway = new RunningGateway(
                REDIS,
                "--cfa.routes.identity=" + new EchoBackend().url(),
                "--cfa.edge.body=1MB",
                "--cfa.edge.larger[0].path=/api/identity/things/*/decision",
                "--cfa.edge.larger[0].body=2MB",
                "--cfa.edge.upload=1s",
                "--cfa.limits.rate.per-second=1",
                "--cfa.limits.rate.burst=10");
    }

    @AfterAll
    static void stop() {
        gateway.close();
        REDIS.close();
    }

    private static Answer as(String caller) {
        return gateway.client().send("GET", "/api/identity/things", Realm.OURS.token(caller, "investor"), "");
    }

    private static List<Answer> many(String caller) {
        return range(0, 60).parallel().mapToObj(i -> as(caller)).toList();
    }

    @Test
    void aCallerWhoAsksTooOftenIsToldWhenToComeBack() {
        Answer first = as("first");
        assertThat(first.status()).isEqualTo(200);
        assertThat(first.header("RateLimit-Policy")).isEqualTo("\"caller\";q=10;w=10");
        assertThat(first.header("RateLimit")).isEqualTo("\"caller\";r=9;t=1");

        long begin = System.nanoTime();
        List<Answer> answers = many("busy");
        long seconds = Duration.ofNanos(System.nanoTime() - begin).toSeconds() + 1;
        assertThat(answers.stream().filter(answer -> answer.status() == 200).count())
                .isBetween(10L, 10 + seconds);
        Answer refused = answers.stream()
                .filter(answer -> answer.status() == 429)
                .findFirst()
                .orElseThrow();
        assertThat(refused.contentType()).isEqualTo("application/problem+json");
        assertThat(refused.problem()).isEqualTo("rate-limited");
        assertThat(refused.header("Retry-After")).isEqualTo("1");
        assertThat(refused.header("RateLimit")).isEqualTo("\"caller\";r=0;t=1");
        assertThat(as("another").status()).isEqualTo(200);
    }

    @Test
    void withoutRedisNobodyIsLimitedAndTheGatewayIsNotReadyUntilItIsBack(CapturedOutput output) {
        assertThat(gateway.client().send("GET", "/health/ready", null, "").status())
                .isEqualTo(200);
        REDIS.stop();
        assertThat(many("lucky")).allMatch(answer -> answer.status() == 200);
        await().atMost(ofMinutes(1))
                .until(() ->
                        gateway.client().send("GET", "/health/ready", null, "").status() == 503);
        assertThat(gateway.client().send("GET", "/health/live", null, "").status())
                .isEqualTo(200);
        assertThat(output.getOut().split("redis does not answer", -1)).hasSize(2);

        REDIS.start();
        await().atMost(ofMinutes(1))
                .until(() ->
                        gateway.client().send("GET", "/health/ready", null, "").status() == 200);
        assertThat(many("unlucky")).anyMatch(answer -> answer.status() == 429);
    }

    @Test
    void aBodyThatIsTooLargeGoesNoFurther() throws Exception {
        byte[] fits = new byte[1 << 20];
        byte[] tooLarge = new byte[(1 << 20) + 1];
        assertThat(send("fits", BodyPublishers.ofByteArray(fits)).statusCode()).isEqualTo(200);
        assertThat(send("streamed", streamed(fits)).statusCode()).isEqualTo(200);
        for (BodyPublisher body : List.of(
                BodyPublishers.ofByteArray(tooLarge),
                streamed(tooLarge),
                BodyPublishers.ofByteArray(new byte[9 << 20]))) {
            HttpResponse<String> answer = send("large", body);
            assertThat(answer.statusCode()).isEqualTo(413);
            assertThat(answer.body()).contains("urn:cfa:problem:too-large", "1048576 bytes");
        }
    }

    @Test
    void aLargerBodyIsTakenAtThePathThatIsMeantForIt() throws Exception {
        byte[] larger = new byte[2 << 20];
        assertThat(send("document", "/1/decision", BodyPublishers.ofByteArray(larger))
                        .statusCode())
                .isEqualTo(200);
        for (String elsewhere : List.of("", "/1", "/1/2/decision", "/1/decisions", "/1/decision/2")) {
            assertThat(send("elsewhere", elsewhere, BodyPublishers.ofByteArray(larger))
                            .statusCode())
                    .as(elsewhere)
                    .isEqualTo(413);
        }
        HttpResponse<String> answer = send("document", "/1/decision", streamed(new byte[(2 << 20) + 1]));
        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(answer.body()).contains("2097152 bytes");
    }

    /** Its length is not told beforehand. */
    private static BodyPublisher streamed(byte[] bytes) {
        return BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(bytes));
    }

    private static HttpResponse<String> send(String caller, BodyPublisher body) throws Exception {
        return send(caller, "", body);
    }

    private static HttpResponse<String> send(String caller, String path, BodyPublisher body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + gateway.port() + "/api/identity/things" + path))
                .header("Authorization", "Bearer " + Realm.OURS.token(caller, "investor"))
                .PUT(body)
                .build();
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .build()
                .send(request, BodyHandlers.ofString());
    }
}
