package io.cfa.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cfa.kit.DomainException;
import io.cfa.kit.RequestIds;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.cloud.gateway.server.mvc.handler.ProxyExchange;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/** What the proxy does with one request, against a backend on a socket and without a gateway around it. */
class ReverseProxyRuleTest {

    private static final GatewayLimits LIMITS = limits(Duration.ofMinutes(1));

    private final FaultyBackend behind = new FaultyBackend(1);
    private final BackendHttpClient wire = new BackendHttpClient(LIMITS);
    private final HttpHeaders asked = new HttpHeaders();
    private final HttpHeaders answered = new HttpHeaders();
    private Backend backend;

    private static GatewayLimits limits(Duration hold) {
        return new GatewayLimits(
                1,
                1,
                0,
                0,
                Duration.ofSeconds(10),
                Duration.ofMinutes(1),
                List.of(
                        new GatewayLimits.Deadline("/api/registry/hangs", Duration.ofMillis(200)),
                        new GatewayLimits.Deadline("/api/registry/drips/**", Duration.ofMillis(300)),
                        new GatewayLimits.Deadline("/api/registry/stream", Duration.ofSeconds(10))),
                hold,
                Duration.ofSeconds(9),
                new GatewayLimits.Rate(1, 1));
    }

    @BeforeEach
    void aBackend() {
        backend = backend(new Bulkhead("registry", 1, new Bulkhead.Shared(0, 0)));
    }

    private Backend backend(Bulkhead bulkhead) {
        return new Backend(bulkhead, URI.create(behind.url()), wire, LIMITS, InetAddress::getAllByName);
    }

    @AfterEach
    void end() throws IOException {
        behind.close();
        wire.close();
    }

    private MockHttpServletResponse passed(GatewayLimits limits, MockHttpServletRequest request) throws Exception {
        MockHttpServletResponse written = new MockHttpServletResponse();
        ServerResponse response = exchanged(limits, request);
        response.writeTo(request, written, List::of);
        return written;
    }

    private ServerResponse exchanged(GatewayLimits limits, MockHttpServletRequest request) {
        request.setAttribute(ReverseProxy.TO, backend);
        ReverseProxy proxy = new ReverseProxy(wire, limits);
        ServerRequest outer = ServerRequest.create(request, List.of());
        ProxyExchange.Request inner = proxy.request(outer)
                .uri(URI.create(behind.url() + request.getRequestURI().substring("/api/registry".length())))
                .method(outer.method())
                .headers(asked)
                .responseConsumer((answer, response) -> answered.putAll(answer.getHeaders()))
                .build();
        return proxy.exchange(inner);
    }

    private MockHttpServletResponse passed(String method, String path) throws Exception {
        return passed(LIMITS, request(method, path));
    }

    private static MockHttpServletRequest request(String method, String path) {
        MockHttpServletRequest request = new MockHttpServletRequest(method, "/api/registry" + path);
        request.setRemoteAddr("203.0.113.7");
        return request;
    }

    private static void assertRefused(ThrowingCallable call, HttpStatus status, String type, String detail) {
        assertThatThrownBy(call).isInstanceOfSatisfying(DomainException.class, refusal -> assertThat(
                        List.of(refusal.status(), refusal.type(), refusal.getMessage()))
                .isEqualTo(List.of(status, type, detail)));
    }

    @Test
    void aRequestIsPassedOnWithItsHeadersAndWhereItComesFrom() throws Exception {
        asked.addAll("A", List.of("b", "c"));
        asked.add("Expect", "100-continue");
        asked.add("Proxy-Connection", "keep-alive");
        asked.add("X-Request-Id", "the-callers");
        asked.add("Cfa-Client-Address", "198.51.100.1");
        MockHttpServletRequest request = request("POST", "/seen");
        request.setContent("{}".getBytes(UTF_8));
        Throwable[] failure = new Throwable[1];
        MockHttpServletResponse[] answer = new MockHttpServletResponse[1];
        RequestIds.during("ours", () -> {
            try {
                answer[0] = passed(LIMITS, request);
            } catch (Exception e) {
                failure[0] = e;
            }
        });
        assertThat(failure[0]).isNull();
        assertThat(answer[0].getStatus()).isEqualTo(200);
        assertThat(answer[0].getContentAsString()).isEqualTo("ok");
        assertThat(behind.lastHead().lines())
                .contains("A: b", "A: c", "X-Request-Id: ours", "Cfa-Client-Address: 203.0.113.7", "Content-Length: 2")
                .noneMatch(line -> line.matches("(?i)(expect|proxy-connection):.*"))
                .noneMatch(line -> line.contains("the-callers") || line.contains("198.51.100.1"));
    }

    @Test
    void aRequestWithoutABodyHasNone() throws Exception {
        passed("GET", "/seen");
        assertThat(behind.lastHead().lines())
                .noneMatch(line -> line.toLowerCase().startsWith("content-length:"))
                .noneMatch(line -> line.startsWith("X-Request-Id:"));
    }

    @Test
    void ofTheAnswersHeadersThoseThatBeginHereAreLeftOut() throws Exception {
        behind.says("X-Request-Id: theirs\r\nCfa-Closes-In: 9000\r\nB: d");
        passed("GET", "/seen");
        assertThat(answered.getFirst("B")).isEqualTo("d");
        assertThat(answered.containsHeader("X-Request-Id")).isFalse();
        assertThat(answered.containsHeader("Cfa-Closes-In")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"resets", "halves", "silence"})
    void anAnswerThatIsLostIsAskedForAgainOnlyUnderAnIdempotencyKey(String path) throws Exception {
        assertRefused(
                () -> passed("GET", "/" + path + "/without"),
                HttpStatus.BAD_GATEWAY,
                "answer-lost",
                "The service registry was asked, and its answer was lost: what was asked may have been done.");
        assertThat(behind.requests("/" + path + "/without")).isOne();
        assertThat(backend.open()).as("what it promised is void").isEmpty();
        asked.add("Idempotency-Key", "one");
        assertThat(passed("GET", "/" + path + "/with").getContentAsString()).isEqualTo("ok");
        assertThat(behind.requests("/" + path + "/with")).isEqualTo(3);
    }

    @Test
    void whatWasNotSentWaitsForAsLongAsItMayAndIsSentToNobody() throws Exception {
        assertThat(passed("GET", "/here").getStatus()).isEqualTo(200);
        behind.stop();
        for (int i = 0; i < 2; i++) {
            assertRefused(
                    () -> passed(limits(Duration.ofMillis(300)), request("POST", "/away")),
                    HttpStatus.SERVICE_UNAVAILABLE,
                    "unavailable",
                    "The service registry does not answer.");
        }
        assertThat(behind.requests("/away")).isZero();
        assertThat(backend.open()).isEmpty();
        behind.start();
        assertThat(passed("POST", "/back").getStatus()).isEqualTo(200);
        assertThat(behind.requests("/back")).isOne();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/hangs", "/drips/head", "/drips/body"})
    void anAnswerThatDoesNotComeInItsTimeIsGivenUpAndNotAskedForAgain(String path) {
        asked.add("Idempotency-Key", "one");
        assertRefused(
                () -> passed("GET", path),
                HttpStatus.GATEWAY_TIMEOUT,
                "gateway-timeout",
                "The service registry does not answer in time.");
        assertThat(behind.requests(path)).isOne();
    }

    @Test
    void eachRequestGivesItsPlaceBack() throws Exception {
        for (int i = 0; i < 3; i++) {
            assertThat(passed("GET", "/here").getStatus()).isEqualTo(200);
        }
        assertThat(behind.requests("/here")).isEqualTo(3);
    }

    @Test
    void aLargeAnswerPassesWhole() throws Exception {
        assertThat(passed("GET", "/large").getContentAsString()).isEqualTo("x".repeat(300_000));
    }

    @Test
    void aStreamIsPassedOnBeforeItHasEnded() throws Exception {
        MockHttpServletRequest request = request("GET", "/stream");
        ServerResponse stream = exchanged(LIMITS, request);
        assertThat(stream.statusCode()).isEqualTo(HttpStatus.OK);
        behind.goesOn.release(3);
        MockHttpServletResponse written = new MockHttpServletResponse();
        stream.writeTo(request, written, List::of);
        assertThat(written.getContentAsString()).isEqualTo("data: 0\n\ndata: 1\n\ndata: 2\n\n");
        assertThat(answered.getFirst("Content-Type")).isEqualTo("text/event-stream");
    }

    @Test
    void aBodyThatDoesNotComeWholeIsPassedToNobody() {
        MockHttpServletRequest request = new MockHttpServletRequest("POST", "/api/registry/here") {
            @Override
            public ServletInputStream getInputStream() {
                return new ServletInputStream() {
                    @Override
                    public boolean isFinished() {
                        return false;
                    }

                    @Override
                    public boolean isReady() {
                        return true;
                    }

                    @Override
                    public void setReadListener(ReadListener listener) {
                        throw new IllegalStateException();
                    }

                    @Override
                    public int read() throws IOException {
                        throw new IOException("it broke off");
                    }
                };
            }
        };
        assertRefused(
                () -> passed(LIMITS, request),
                HttpStatus.REQUEST_TIMEOUT,
                "request-timeout",
                "The body did not come whole.");
        assertThat(behind.requests("/here")).isZero();
    }

    @Test
    void whoIsInterruptedWhileTheyWaitIsToldThatTheGatewayStops() {
        backend = backend(new Bulkhead("registry", 0, new Bulkhead.Shared(0, 1)));
        Thread.currentThread().interrupt();
        assertRefused(
                () -> passed("GET", "/here"), HttpStatus.SERVICE_UNAVAILABLE, "unavailable", "The gateway stops.");
        assertThat(Thread.interrupted()).as("the interrupt stands").isTrue();
    }
}
