package io.cfa.maven.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.cfa.maven.docker.ContainerJson;
import io.cfa.maven.model.ComposeFile;
import io.cfa.maven.model.Digest;
import io.cfa.maven.model.EnvFile;
import io.cfa.maven.model.Stack;
import io.cfa.maven.remote.Result;
import io.cfa.maven.remote.ScriptedHost;
import io.cfa.maven.report.ProbeResult;
import io.cfa.maven.report.Report;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class VerifierTest {

    private static final String IDS =
            "docker ps --all --quiet --no-trunc --filter label=com.docker.compose.project=cfa";
    private static final String INSPECT = "docker container inspect p i";
    private static final String IMAGE = "docker image inspect " + ContainerJson.imageId("identity");
    private static final Digest BUILT = Digest.of("sha256:" + "1".repeat(64));
    private static final Digest OTHER = Digest.of("sha256:" + "f".repeat(64));

    private final FakePacing pacing = new FakePacing();
    private final List<String> progress = new ArrayList<>();
    private HttpServer server;

    @BeforeEach
    void startTheService() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        serve("/swagger", 200, "text/html;charset=UTF-8", "<title>Swagger UI</title><div id=\"swagger-ui\">");
        serve("/health", 200, "application/json", "{\"status\":\"UP\"}");
        server.start();
    }

    @AfterEach
    void stopTheService() {
        server.stop(0);
    }

    @Test
    void aGoodStackPassesEveryProbe() {
        ScriptedHost host = host(healthy("identity", "i"));
        Report report = verify(host, Map.of("identity", BUILT));
        assertThat(report.hasPassed()).isTrue();
        assertThat(observed(report))
                .containsExactly(
                        "postgres state healthy",
                        "postgres stable 20 s",
                        "identity state healthy",
                        "identity stable 20 s",
                        "identity image sha256:111111111111",
                        "identity /swagger 200",
                        "identity /health 200");
        assertThat(host.lines()).containsExactly(IDS, INSPECT, IDS, INSPECT, IMAGE);
        assertThat(pacing.now()).isEqualTo(Instant.parse("2026-11-24T00:00:20Z"));
    }

    @Test
    void aMissingContainerIsNamedWithTheLineOfTheComposeFile() {
        ScriptedHost host = new ScriptedHost()
                .answers(IDS, "p\n")
                .answers("docker container inspect p", "[" + healthy("postgres", "p") + "]");
        assertThat(messages(verify(host, Map.of())))
                .containsExactly(
                        "docker-compose.yml:5  no container exists; expected one container, running and healthy. Next: run"
                                + " cfa:rollout, or `docker compose up -d identity` on the host");
    }

    @Test
    void aCrashLoopIsSeenWithoutWaitingAndItsLastLinesAreShown() {
        ScriptedHost host = host(healthy("identity", "i")
                        .state("restarting", 137)
                        .outOfMemory()
                        .restarts(4, "2026-11-24T00:00:00Z"))
                .answers("docker logs --tail 30 i", new Result(0, "boot\n", "java.lang.OutOfMemoryError\n"));
        Report report = verify(host, Map.of());
        assertThat(messages(report))
                .containsExactly(
                        "cfa-identity-1  restarting (exit 137, out of memory, 4 restarts); expected running and healthy. Next:"
                                + " read its last lines below, or `docker logs cfa-identity-1` on the host; its mem_limit stands at"
                                + " docker-compose.yml:5");
        assertThat(report.lastLogs()).containsEntry("cfa-identity-1", List.of("boot", "java.lang.OutOfMemoryError"));
        assertThat(pacing.now()).isEqualTo(Instant.parse("2026-11-24T00:00:00Z"));
    }

    @Test
    void aCrashLoopThatLooksHealthyInBothSnapshotsIsSeenByItsRestartCount() {
        ScriptedHost host = host(healthy("identity", "i"))
                .answers(
                        INSPECT,
                        array(healthy("postgres", "p"), healthy("identity", "i").restarts(1, "2026-11-24T00:00:15Z")))
                .answers("docker logs --tail 30 i", "boot\n");
        assertThat(messages(verify(host, Map.of())))
                .containsExactly(
                        "docker-compose.yml:5  cfa-identity-1 was restarted (exit 0, 1 restarts in all) within 20 s; expected no"
                                + " restart and no replacement within 20 s. Next: read its last lines below");
    }

    @Test
    void aContainerThatIsReplacedInTheWatchWindowIsSeen() {
        ScriptedHost host = new ScriptedHost()
                .answers(IDS, "p\ni\n")
                .answers(IDS, "p\nj\n")
                .answers(INSPECT, array(healthy("postgres", "p"), healthy("identity", "i")))
                .answers("docker container inspect p j", array(healthy("postgres", "p"), healthy("identity", "j")))
                .answers("docker logs --tail 30 j", "boot\n");
        assertThat(messages(verify(host, Map.of())))
                .containsExactly(
                        "docker-compose.yml:5  cfa-identity-1 was replaced within 20 s; expected no restart and no replacement"
                                + " within 20 s. Next: read its last lines below");
    }

    @Test
    void aContainerThatStillStartsIsWaitedFor() {
        ScriptedHost host = new ScriptedHost()
                .answers(IDS, "p\ni\n")
                .answers(
                        INSPECT,
                        array(healthy("postgres", "p"), healthy("identity", "i").health("starting", "")))
                .answers(
                        INSPECT,
                        array(healthy("postgres", "p"), healthy("identity", "i").health("starting", "")))
                .answers(INSPECT, array(healthy("postgres", "p"), healthy("identity", "i")));
        assertThat(verify(host, Map.of()).hasPassed()).isTrue();
        assertThat(progress)
                .containsExactly(
                        "waiting up to 60 s for containers that still start", "watching for restarts for 20 s");
        assertThat(pacing.now()).isEqualTo(Instant.parse("2026-11-24T00:00:22Z"));
    }

    @Test
    void aContainerThatNeverBecomesHealthyIsUnknownAfterThePatience() {
        ScriptedHost host = host(healthy("identity", "i").health("starting", "connection refused"))
                .answers("docker logs --tail 30 i", "boot\n");
        Report report = verify(host, Map.of());
        assertThat(report.hasPassed()).isFalse();
        assertThat(messages(report))
                .containsExactly(
                        "cfa-identity-1  starting, its health check printed \"connection refused\"; expected running and healthy."
                                + " Next: read its last lines below, or `docker logs cfa-identity-1` on the host");
        assertThat(pacing.now()).isEqualTo(Instant.parse("2026-11-24T00:01:20Z"));
    }

    @Test
    void anotherImageUnderTheRightTagIsSeenByItsDigest() {
        ScriptedHost host = host(healthy("identity", "i")).answers("docker logs --tail 30 i", "boot\n");
        assertThat(messages(verify(host, Map.of("identity", OTHER))))
                .containsExactly("docker-compose.yml:5  runs " + BUILT + "; expected " + OTHER
                        + ". Next: run cfa:rollout of the release that you expect");
    }

    @Test
    void aSwaggerThatIsNoPageAndAHealthThatIsDownAreNamedWithTheirUrls() {
        server.removeContext("/swagger");
        server.removeContext("/health");
        serve("/swagger", 500, "application/problem+json", "{}");
        serve("/health", 503, "application/json", "{\"status\":\"DOWN\"}");
        ScriptedHost host = host(healthy("identity", "i")).answers("docker logs --tail 30 i", "boot\n");
        String base = "http://127.0.0.1:" + server.getAddress().getPort();
        assertThat(messages(verify(host, Map.of())))
                .containsExactly(
                        base
                                + "/swagger  500 application/problem+json; expected 200 with the HTML of Swagger UI. Next: `curl -i "
                                + base + "/swagger`, and read the service's last lines below",
                        base + "/health  503 application/json; expected 200 with status UP. Next: `curl -i " + base
                                + "/health`, and read the service's last lines below");
    }

    @Test
    void aPageThatIsNotSwaggerIsNotTakenForIt() {
        server.removeContext("/swagger");
        serve("/swagger", 200, "text/html", "<title>It works!</title>");
        ScriptedHost host = host(healthy("identity", "i")).answers("docker logs --tail 30 i", "boot\n");
        assertThat(verify(host, Map.of()).failures())
                .extracting(ProbeResult::observed)
                .containsExactly("200 text/html");
    }

    @Test
    void aPortThatNobodyListensOnIsNamed() throws IOException {
        int free;
        try (ServerSocket socket = new ServerSocket(0)) {
            free = socket.getLocalPort();
        }
        ScriptedHost host = host(healthy("identity", "i")).answers("docker logs --tail 30 i", "boot\n");
        Report report = new Verifier(host, pacing, progress::add).verify(request(free, Set.of(), Map.of()));
        assertThat(report.failures()).extracting(ProbeResult::observed).containsExactly("refused", "refused");
    }

    @Test
    void onlyWhatIsAskedForIsProbed() {
        ScriptedHost host = host(healthy("identity", "i"));
        Report report = new Verifier(host, pacing, progress::add).verify(request(port(), Set.of("postgres"), Map.of()));
        assertThat(observed(report)).containsExactly("postgres state healthy", "postgres stable 20 s");
    }

    @Test
    void aServiceThatTheStackDoesNotHaveIsRefused() {
        assertThatThrownBy(() -> request(1, Set.of("identify"), Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "cfa.only names \"identify\", which the stack does not have. Next: choose of postgres, identity");
    }

    private Report verify(ScriptedHost host, Map<String, Digest> expected) {
        return new Verifier(host, pacing, progress::add).verify(request(port(), Set.of(), expected));
    }

    private int port() {
        return server.getAddress().getPort();
    }

    private static VerifyRequest request(int port, Set<String> only, Map<String, Digest> expected) {
        String compose =
                """
                name: cfa
                services:
                  postgres:
                    image: postgres:17-alpine
                  identity:
                    image: ${REGISTRY_IMAGE}/identity:dev
                    ports: ["${PORT}:8080"]
                """;
        Stack stack = Stack.of(
                ComposeFile.parse(Path.of("docker-compose.yml"), compose),
                EnvFile.parse(Path.of(".env.cfa2"), List.of("REGISTRY_IMAGE=r/cfa", "PORT=" + port)),
                Map.of());
        return new VerifyRequest(stack, only, expected, Duration.ofSeconds(60), Duration.ofSeconds(20));
    }

    private static ScriptedHost host(ContainerJson identity) {
        return new ScriptedHost()
                .answers(IDS, "p\ni\n")
                .answers(INSPECT, array(healthy("postgres", "p"), identity))
                .answers(IMAGE, "[{\"RepoDigests\":[\"r/cfa/identity@" + BUILT + "\"]}]");
    }

    private static ContainerJson healthy(String service, String id) {
        return ContainerJson.of(service).id(id);
    }

    private static String array(ContainerJson... containers) {
        return List.of(containers).toString();
    }

    private static List<String> observed(Report report) {
        return report.results().stream()
                .map(result -> result.subject() + " " + result.probe() + " " + result.observed())
                .toList();
    }

    private static List<String> messages(Report report) {
        return report.failures().stream()
                .map(result -> result.finding().orElseThrow().toString())
                .toList();
    }

    private void serve(String path, int status, String type, String body) {
        server.createContext(path, exchange -> {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", type);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
    }
}
