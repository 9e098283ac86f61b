package io.cfa.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.cfa.contract.FreePort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;

/** A server behind the gateway, which answers with what it was asked; {@code /conflict} is one, and {@code /slow} never answers. */
final class EchoBackend {

    private final HttpServer server;

    EchoBackend() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "backend");
            thread.setDaemon(true);
            return thread;
        }));
        server.createContext("/", EchoBackend::answer);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** An address where nothing listens. */
    static String nowhere() {
        return "http://127.0.0.1:" + FreePort.next();
    }

    private static void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().toString();
        if (path.equals("/slow")) {
            // longer than anybody waits
            LockSupport.park();
        }
        String authorization = exchange.getRequestHeaders().getFirst("Authorization");
        String answer = "%s %s %s %s"
                .formatted(
                        exchange.getRequestMethod(),
                        path,
                        authorization == null ? "nobody" : authorization,
                        new String(exchange.getRequestBody().readAllBytes(), UTF_8));
        byte[] bytes = answer.getBytes(UTF_8);
        String id = exchange.getRequestHeaders().getFirst("X-Request-Id");
        exchange.getResponseHeaders().add("Content-Type", "text/echo;charset=utf-8");
        if (id != null) {
            exchange.getResponseHeaders().add("X-Request-Id", id);
            exchange.getResponseHeaders().add("Echo-Request-Id", id);
        }
        exchange.sendResponseHeaders(path.equals("/conflict") ? 409 : 200, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
