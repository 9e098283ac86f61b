package io.cfa.maven.image.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.cfa.maven.tls.SelfSignedServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HttpTransportTest {

    private static final String LOGIN = "me:s3cret";

    @TempDir
    Path temp;

    private final List<String> asked = new CopyOnWriteArrayList<>();
    private ServerSocket proxy;
    private HttpServer server;

    @BeforeEach
    void aProxy() throws IOException {
        proxy = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        Thread thread = new Thread(this::serve);
        thread.setDaemon(true);
        thread.start();
    }

    @AfterEach
    void close() throws IOException {
        proxy.close();
        if (server != null) {
            server.stop(0);
        }
    }

    /** Lets through whoever says the password, to the server of the test, whatever he asks for. */
    private void serve() {
        while (!proxy.isClosed()) {
            try {
                Socket client = proxy.accept();
                Thread thread = new Thread(() -> answer(client));
                thread.setDaemon(true);
                thread.start();
            } catch (IOException e) {
                // the test is over
            }
        }
    }

    private void answer(Socket client) {
        try (client) {
            BufferedReader in = new BufferedReader(new InputStreamReader(client.getInputStream()));
            String request = in.readLine();
            boolean isKnown = false;
            for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
                isKnown |= line.equals("Proxy-Authorization: Basic bWU6czNjcmV0");
            }
            asked.add(request + " " + isKnown);
            if (!isKnown) {
                client.getOutputStream().write("HTTP/1.1 407 Who are you\r\nContent-Length: 0\r\n\r\n".getBytes());
            } else if (request.startsWith("CONNECT")) {
                client.getOutputStream().write("HTTP/1.1 200 Go\r\nVia: test\r\n\r\n".getBytes());
                try (Socket there = new Socket(
                        InetAddress.getLoopbackAddress(), server.getAddress().getPort())) {
                    Thread up = new Thread(() -> pass(client, there));
                    up.setDaemon(true);
                    up.start();
                    pass(there, client);
                }
            } else {
                client.getOutputStream().write("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nplain".getBytes());
            }
        } catch (IOException e) {
            // the client is gone
        }
    }

    private static void pass(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException e) {
            // one of them is gone
        }
    }

    private HttpAnswer get(String address, Optional<String> login) throws IOException {
        HttpProxy found = new HttpProxy("127.0.0.1", proxy.getLocalPort(), login);
        return new HttpTransport(uri -> Optional.of(found), uri -> true)
                .send(HttpCall.of("GET", URI.create(address), Map.of()), Optional.empty());
    }

    @Test
    void anHttpsRegistryIsReachedThroughAProxyThatWantsAPassword() throws Exception {
        server = SelfSignedServer.start(temp, "secure");
        HttpAnswer answer = get("https://registry.invalid/v2/", Optional.of(LOGIN));
        assertThat(new String(answer.body())).isEqualTo("secure");
        assertThat(asked).containsExactly("CONNECT registry.invalid:443 HTTP/1.1 true");
    }

    @Test
    void aPlainRegistryIsReachedThroughAProxyThatWantsAPassword() throws IOException {
        assertThat(new String(
                        get("http://registry.invalid/v2/", Optional.of(LOGIN)).body()))
                .isEqualTo("plain");
        assertThat(asked).containsExactly("GET http://registry.invalid/v2/ HTTP/1.1 true");
    }

    @Test
    void aProxyThatDoesNotKnowUsIsNamedWithoutThePassword() {
        assertThatThrownBy(() -> get("https://registry.invalid/v2/", Optional.of("me:other")))
                .isInstanceOf(RegistryRefusalException.class)
                .hasMessage("the proxy 127.0.0.1:" + proxy.getLocalPort()
                        + " does not let us through to registry.invalid:443 (HTTP/1.1 407 Who are you), see <proxy> in"
                        + " settings.xml");
    }
}
