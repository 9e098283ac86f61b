package io.cfa.kit.edge;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cfa.contract.Answer;
import io.cfa.contract.Client;
import io.cfa.contract.FreePort;
import io.cfa.contract.RunningService;
import io.cfa.kit.Things;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;

/** Callers that are slow, or that send what nobody has asked for, beside good ones; the limits are small so that they are soon reached. */
@TestPropertySource(
        properties = {
            "spring.config.import=classpath:cfa-kit.yml",
            "spring.application.name=things",
            "spring.datasource.url=${Database__Url}",
            "cfa.edge.connections=60",
            "cfa.edge.per-address=40",
            "cfa.edge.head=1s",
            "cfa.edge.body=64KB",
            "cfa.edge.bodies=128KB",
            "cfa.edge.upload=2s",
            "cfa.edge.readers=8",
            "cfa.edge.requests=4",
            "spring.datasource.hikari.maximum-pool-size=2"
        })
class EdgeTest extends RunningService {

    @LocalServerPort
    private int port;

    private final List<RawClient> clients = new ArrayList<>();
    private final Login operator = login("operator");

    @DynamicPropertySource
    static void aPortForProbes(DynamicPropertyRegistry properties) {
        int probes = FreePort.next();
        properties.add("cfa.edge.probe-port", () -> probes);
    }

    @AfterEach
    void hangUp() {
        clients.forEach(RawClient::close);
    }

    @Test
    void headersThatTrickleEndTheConnectionWhenTheirTimeIsOver() {
        long began = System.nanoTime();
        RawClient slow = client();
        slow.send("GET /health HTTP/1.1\nHost: x\nX-");
        await().pollInterval(ofMillis(100)).atMost(ofMinutes(1)).until(() -> !slow.send("a"));
        assertThat(System.nanoTime() - began).isGreaterThan(900_000_000L);
        assertThat(slow.readAll()).doesNotContain("HTTP/1.1");
    }

    @Test
    void healthAnswersAtThePortForProbesWhileAllSlotsAreTaken(@Value("${cfa.edge.probe-port}") int probes)
            throws InterruptedException {
        CountDownLatch door = new CountDownLatch(1);
        CountDownLatch asked = new CountDownLatch(4);
        Things.shut(door, asked);
        try {
            String busy = "GET /slow HTTP/1.1\nHost: x\nAuthorization: Bearer " + operator.token() + "\n\n";
            for (int i = 0; i < 8; i++) {
                client().send(busy);
            }
            asked.await();
            assertThat(new Client(probes).send("GET", "/health/live", null, "").status())
                    .isEqualTo(200);
        } finally {
            door.countDown();
        }
    }

    @Test
    void emptyLinesAreNoRequestAndEndTheSameWay() {
        RawClient slow = client();
        await().pollInterval(ofMillis(100)).atMost(ofMinutes(1)).until(() -> !slow.send("\n"));
    }

    @Test
    void moreSlowCallersThanThereIsRoomForPushEachOtherOutAndNobodyElse() {
        for (int i = 0; i < 200; i++) {
            client().send("GET /health HTTP/1.1\nHost: x\nX-");
            if (i % 20 == 0) {
                assertThat(get("/health/live", null).status()).isEqualTo(200);
            }
        }
        assertThat(get("/now", operator.token()).status()).isEqualTo(200);
        assertThat(Stream.of(clients.get(0), clients.get(100)).map(RawClient::readAll))
                .allMatch(answer -> answer.equals("<closed>") || answer.equals("<reset>"));
    }

    @Test
    void whoIsRefusedIsAnsweredAndHungUpOnThoughTheBodyNeverComes() {
        for (int i = 0; i < 30; i++) {
            client().send(put(null, 15_000_000) + "{");
        }
        assertThat(get("/health/live", null).status()).isEqualTo(200);
        assertThat(put("/things/" + UUID.randomUUID(), operator.token(), "{'units': 1}")
                        .status())
                .isEqualTo(200);
        assertThat(clients.get(0).readAll())
                .startsWith("HTTP/1.1 401 ")
                .contains("Connection: close", "urn:cfa:problem:unauthorized")
                .endsWith("<closed>");
    }

    @Test
    void slowBodiesTakeNeitherSlotsNorDatabaseConnectionsFromOthers() {
        for (int i = 0; i < 30; i++) {
            RawClient slow = client();
            slow.send(put(operator.token(), 60_000, "Idempotency-Key: " + UUID.randomUUID() + "\n") + "{");
        }
        for (int i = 0; i < 10; i++) {
            Answer good = put("/things/" + UUID.randomUUID(), operator.token(), "{'units': 1}");
            assertThat(good.status()).isEqualTo(200);
            assertThat(get("/now", operator.token()).status()).isEqualTo(200);
        }
    }

    @Test
    void aBodyThatTricklesIsAnsweredWith408WhenItsTimeIsOver() {
        RawClient slow = client();
        slow.send(put(operator.token(), 60_000) + "{");
        long began = System.nanoTime();
        await().pollInterval(ofMillis(100))
                .atMost(ofMinutes(1))
                .until(() -> !slow.send(" ") || System.nanoTime() - began > 2_500_000_000L);
        assertThat(slow.readAll()).startsWith("HTTP/1.1 408 ").contains("urn:cfa:problem:request-timeout");
    }

    @Test
    void largeBodiesThatStallMakeRoomForSmallAndLargeOnes() {
        for (int i = 0; i < 4; i++) {
            client().send(put(operator.token(), 65_000) + "{" + " ".repeat(60_000));
        }
        String large = "{'units': 1" + " ".repeat(50_000) + "}";
        for (String body : List.of("{'units': 1}", large, large)) {
            assertThat(put("/things/" + UUID.randomUUID(), operator.token(), body)
                            .status())
                    .isEqualTo(200);
        }
    }

    @Test
    void aBodyThatIsTooLargeIsA413WhetherItsLengthIsToldOrNot() {
        String large = "{'units': 1" + " ".repeat(64 * 1024) + "}";
        Answer told = put("/things/" + UUID.randomUUID(), operator.token(), large);
        assertThat(told.status()).isEqualTo(413);
        assertThat(told.problem()).isEqualTo("too-large");

        RawClient chunked = client();
        chunked.send(put(operator.token(), -1));
        for (int i = 0; i < 10; i++) {
            chunked.send("2000\n" + " ".repeat(0x2000) + "\n");
        }
        assertThat(chunked.readAll()).startsWith("HTTP/1.1 413 ").contains("urn:cfa:problem:too-large");
    }

    @Test
    void whoAsksBeforeSendingIsRefusedBeforeSending() {
        RawClient asking = client();
        asking.send(put(null, 1000, "Expect: 100-continue\n"));
        assertThat(asking.readAll()).startsWith("HTTP/1.1 401 ").doesNotContain("100 Continue");
    }

    @Test
    void whoAsksBeforeSendingAndMayIsToldToGoOn() {
        RawClient asking = client();
        asking.send(put(operator.token(), 12, "Expect: 100-continue\nConnection: close\n"));
        String goOn = "HTTP/1.1 100 \r\n\r\n";
        assertThat(asking.read(goOn.length())).isEqualTo(goOn);
        asking.send("{\"units\": 1}");
        assertThat(asking.readAll()).startsWith("HTTP/1.1 200 ");
    }

    @Test
    void aBodyThatComesAMomentAfterItsHeadIsTakenAmongACrowdOfSlowOnes() {
        for (int i = 0; i < 20; i++) {
            client().send(put(operator.token(), 60_000) + "{");
        }
        for (int i = 0; i < 5; i++) {
            RawClient good = client();
            good.send(put(operator.token(), 12, "Connection: close\n"));
            for (int j = 0; j < 5; j++) {
                client().send(put(operator.token(), 60_000) + "{");
            }
            good.send("{\"units\": 1}");
            assertThat(good.readAll()).startsWith("HTTP/1.1 200 ");
        }
    }

    /** What was received along with the head lies in Tomcat's buffer; whoever asks the socket meanwhile has the next bytes written over it. */
    @Test
    void aLargeBodyThatComesRightBehindItsHeadArrivesToTheByte() {
        String label =
                IntStream.range(10_000, 20_000).mapToObj(Integer::toString).collect(Collectors.joining());
        String body = "{\"units\": 1, \"label\": \"" + label + "\"}";
        for (int padding = 0; padding < 4; padding++) {
            RawClient quick = client();
            quick.send(put(
                            operator.token(),
                            body.length(),
                            "Connection: close\n",
                            "X-Padding: " + "x".repeat(1000 * padding) + "\n")
                    + body);
            // the answer comes in chunks
            assertThat(quick.readAll().replaceAll("\r\n[0-9a-f]{1,4}\r\n", ""))
                    .startsWith("HTTP/1.1 200 ")
                    .contains("\"" + label + "\"");
        }
    }

    @Test
    void openPathsAreReadAndTakeNoBody() {
        Answer post = send("POST", "/openapi", null, "");
        assertThat(post.status()).isEqualTo(405);
        assertThat(post.problem()).isEqualTo("method-not-allowed");
        assertThat(post.header("Allow")).isEqualTo("GET, HEAD");
        assertThat(send("GET", "/openapi", null, "{}").status()).isEqualTo(413);
        RawClient reading = client();
        reading.send("GET /openapi HTTP/1.1\nHost: x\nContent-Length: 15000000\n\n");
        assertThat(reading.readAll()).startsWith("HTTP/1.1 413 ").endsWith("<closed>");
    }

    @Test
    void openPathsAreReadByNoOtherMethod() {
        for (String path : List.of("/openapi", "/swagger", "/health", "/health/live", "/swagger-ui/swagger-ui.css")) {
            for (String method : List.of("TRACE", "OPTIONS", "PROPFIND", "DELETE", "PUT", "PATCH", "get", "FOO")) {
                Answer answer = send(method, path, null, "");
                assertThat(answer.status()).as("%s %s", method, path).isIn(401, 403, 405, 501);
                assertThat(answer.body()).as("%s %s", method, path).doesNotContain("Authorization");
            }
            Answer head = send("HEAD", path, null, "");
            assertThat(head.status()).as("HEAD %s", path).isIn(200, 405);
            assertThat(head.body()).isEmpty();
        }
    }

    @Test
    void aBodyInChunksThatTricklesIsAnsweredWith408WhateverTheChunksAreMadeOf() {
        for (String trickle : List.of("1\n \n", "1;" + "x".repeat(50) + "\n \n", "0000001\n \n")) {
            RawClient slow = client();
            slow.send(put(operator.token(), -1) + "1\n{\n");
            long began = System.nanoTime();
            await().pollInterval(ofMillis(100))
                    .atMost(ofMinutes(1))
                    .until(() -> !slow.send(trickle) || System.nanoTime() - began > 2_500_000_000L);
            assertThat(slow.readAll())
                    .as(trickle)
                    .startsWith("HTTP/1.1 408 ")
                    .contains("urn:cfa:problem:request-timeout");
        }
    }

    @Test
    void aChunkThatIsNoneIsRefusedAndTheConnectionClosed() {
        for (String chunk : List.of("zz\n", "-1\n{\n", "fffffffffffffffff\n{", "1;" + "x".repeat(20_000) + "\n{\n")) {
            try (RawClient client = new RawClient(port)) {
                client.send(put(operator.token(), -1) + chunk);
                assertThat(client.readAll())
                        .as(chunk.substring(0, Math.min(20, chunk.length())))
                        .matches("(?s)(HTTP/1.1 4\\d\\d .*)?<(closed|reset)>");
            }
        }
    }

    @Test
    void whatTomcatRefusesItselfIsAProblemToo() {
        for (String request : List.of(
                "GET /a|b{} HTTP/1.1\nHost: x\n\n",
                "GET /%zz HTTP/1.1\nHost: x\n\n",
                "GET / HTTP/1.1\n\n",
                "GET / HTTP/1.1\nHost: x\nTransfer-Encoding: gzip\n\n",
                "GET / HTTP/7.3\nHost: x\n\n",
                "GET / HTTP/1.1\nHost: x\nX: " + "x".repeat(9000) + "\n\n",
                "nonsense\n\n")) {
            try (RawClient client = new RawClient(port)) {
                client.send(request);
                assertThat(client.readAll())
                        .as(request.substring(0, Math.min(60, request.length())))
                        .matches("(?s)HTTP/1.1 [45]\\d\\d .*")
                        .contains("application/problem+json", "\"type\":\"urn:cfa:problem:")
                        .doesNotContainIgnoringCase("tomcat")
                        .endsWith("<closed>");
            }
        }
    }

    @Test
    void nothingIsSaidOfProtectedResources() {
        Answer metadata = get("/.well-known/oauth-protected-resource", null);
        assertThat(metadata.status()).isIn(401, 404);
        assertThat(metadata.body()).doesNotContain("127.0.0.1", "bearer_methods");
        assertThat(get("/now", null).header("WWW-Authenticate")).isEqualTo("Bearer");
    }

    private RawClient client() {
        RawClient client = new RawClient(port);
        clients.add(client);
        return client;
    }

    private static String put(String token, int length, String... headers) {
        return "PUT /things/8a1f6f0e-3b52-4f7e-a1a5-2d9f3c7e5b10 HTTP/1.1\nHost: x\nContent-Type: application/json\n"
                + (length < 0 ? "Transfer-Encoding: chunked\n" : "Content-Length: " + length + "\n")
                + (token == null ? "" : "Authorization: Bearer " + token + "\n")
                + String.join("", headers)
                + "\n";
    }
}
