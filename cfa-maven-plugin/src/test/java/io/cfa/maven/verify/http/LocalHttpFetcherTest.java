package io.cfa.maven.verify.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.cfa.maven.remote.FreePort;
import io.cfa.maven.tls.SelfSignedServer;
import io.cfa.maven.verify.WebService;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every way that a page can fail to answer has its word. */
class LocalHttpFetcherTest {

    @TempDir
    Path temp;

    private Duration patience = Duration.ofMinutes(2);

    @Test
    void aPageThatAnswers() throws IOException {
        try (WebService service = WebService.builtHere()) {
            assertThat(describe("http://127.0.0.1:" + service.port() + "/health"))
                    .isEqualTo("200 application/json");
            assertThat(describe("http://127.0.0.1:" + service.port() + "/nothing"))
                    .startsWith("404");
        }
    }

    @Test
    void aServerThatTakesTheConnectionAndSaysNothing() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            patience = Duration.ofMillis(500);
            assertThat(describe("http://127.0.0.1:" + silent.getLocalPort() + "/health"))
                    .isEqualTo("time-out");
        }
    }

    @Test
    void aServerThatHangsUp() throws IOException {
        try (ServerSocket rude = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread hangingUp = new Thread(() -> hangUp(rude));
            hangingUp.start();
            assertThat(describe("http://127.0.0.1:" + rude.getLocalPort() + "/health"))
                    .isEqualTo("cut off");
        }
    }

    @Test
    void aConnectionThatIsCutOffOnceIsNoSilence() throws IOException {
        try (ServerSocket clumsy = new ServerSocket(0, 2, InetAddress.getLoopbackAddress())) {
            new Thread(() -> answerTheSecond(clumsy)).start();
            assertThat(describe("http://127.0.0.1:" + clumsy.getLocalPort() + "/health"))
                    .isEqualTo("200 text/plain");
        }
    }

    @Test
    void aPortThatNobodyListensOn() {
        int port = FreePort.next();
        assertThat(describe("http://127.0.0.1:" + port + "/health")).isEqualTo(HttpResult.REFUSED);
    }

    @Test
    void aNameThatDoesNotExist() {
        assertThat(describe("http://cfa2.invalid/health")).isEqualTo("unknown host");
    }

    @Test
    void withTlsTheHostIsAskedByItsAddressWhateverNamesItsCertificateHas() throws Exception {
        HttpServer server = SelfSignedServer.start(temp, "secure");
        try {
            URI page = URI.create("https://127.0.0.1:" + server.getAddress().getPort() + "/health");
            HttpResult answer =
                    new LocalHttpFetcher(patience).get(List.of(page)).get(page);
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.body()).isEqualTo("secure");
        } finally {
            server.stop(0);
        }
    }

    private String describe(String uri) {
        URI page = URI.create(uri);
        return new LocalHttpFetcher(patience).get(List.of(page)).get(page).describe();
    }

    private static void answerTheSecond(ServerSocket server) {
        try {
            Socket first = server.accept();
            first.getInputStream().read();
            first.close();
            try (Socket second = server.accept()) {
                second.getInputStream().read();
                second.getOutputStream()
                        .write("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 0\r\n\r\n"
                                .getBytes(StandardCharsets.US_ASCII));
                second.getOutputStream().flush();
                second.getInputStream().readAllBytes();
            }
        } catch (IOException e) {
            // the test is over
        }
    }

    private static void hangUp(ServerSocket server) {
        try {
            while (true) {
                Socket caller = server.accept();
                caller.getInputStream().read();
                caller.close();
            }
        } catch (IOException e) {
            // the test is over
        }
    }
}
