package io.cfa.maven.verify;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A real HTTP server on a port of this machine, whose pages a test chooses. */
public final class WebService implements AutoCloseable {

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;

    private WebService() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.start();
    }

    /** Without any page. */
    public static WebService empty() throws IOException {
        return new WebService();
    }

    /** One of ours, in good health. */
    public static WebService builtHere() throws IOException {
        return empty().page(
                        "/swagger",
                        200,
                        "text/html;charset=UTF-8",
                        "<html><script src=\"/swagger-ui/swagger-ui-bundle.js\"></script></html>")
                .page("/swagger-ui/swagger-ui-bundle.js", 200, "text/javascript", "SwaggerUIBundle = 1")
                .page(
                        "/openapi",
                        200,
                        "application/json",
                        "{\"openapi\": \"3.1.0\", \"paths\": {\"/participants\": {}}}")
                .page("/health", 200, "application/json", "{\"status\": \"UP\", \"groups\": [\"live\", \"ready\"]}");
    }

    /** Keycloak with our realm. */
    static WebService keycloak() throws IOException {
        return empty().page(
                        "/realms/cfa/.well-known/openid-configuration",
                        200,
                        "application/json",
                        "{\"issuer\": \"http://127.0.0.1/realms/cfa\"}");
    }

    public int port() {
        return server.getAddress().getPort();
    }

    /** In the place of an earlier page at the path. */
    public WebService page(String path, int status, String type, String body) {
        return answer(path, status, "Content-Type", type, body);
    }

    /** A redirect. */
    public WebService redirect(String path, String location) {
        return answer(path, 302, "Location", location, "");
    }

    private WebService answer(String path, int status, String header, String value, String body) {
        try {
            server.removeContext(path);
        } catch (IllegalArgumentException e) {
            // there was none
        }
        server.createContext(path, exchange -> {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add(header, value);
            boolean head = exchange.getRequestMethod().equals("HEAD");
            exchange.sendResponseHeaders(status, head || bytes.length == 0 ? -1 : bytes.length);
            if (!head) {
                exchange.getResponseBody().write(bytes);
            }
            exchange.close();
        });
        return this;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
