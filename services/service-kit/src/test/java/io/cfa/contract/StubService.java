package io.cfa.contract;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.stream.Stream;

/** A service that is called, as bad as it can get: it answers what a test wants, refuses connections while it is down, and keeps what it was asked. */
public final class StubService {

    /** What it answers; one without a body is a plain status. */
    public record Reply(int status, String body) {}

    private record Asked(String request, String id) {}

    private final List<Asked> asked = new CopyOnWriteArrayList<>();
    private final int port;
    private volatile Function<String, Reply> replies = request -> new Reply(503, "");
    private HttpServer server;

    /** Listens from now on, and answers 503. */
    public StubService() {
        start(0);
        port = server.getAddress().getPort();
    }

    public String url() {
        return "http://127.0.0.1:" + port;
    }

    /** What it answers to a request, which is its method, path and body. */
    public void answers(Function<String, Reply> answers) {
        replies = answers;
    }

    /** All that it was asked, with this in it. */
    public List<String> requests(String text) {
        return about(text).map(Asked::request).toList();
    }

    /** The ids of these requests. */
    public List<String> requestIds(String text) {
        return about(text).map(Asked::id).toList();
    }

    private Stream<Asked> about(String text) {
        return asked.stream().filter(one -> one.request().contains(text));
    }

    /** From now on connections are refused. */
    public void goDown() {
        server.stop(0);
    }

    /** It is there again. */
    public void comeUp() {
        start(port);
    }

    private void start(int where) {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), where), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "peer");
            thread.setDaemon(true);
            return thread;
        }));
        server.createContext("/", exchange -> {
            String request = exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                    + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            asked.add(new Asked(request, exchange.getRequestHeaders().getFirst("X-Request-Id")));
            Reply reply = replies.apply(request);
            byte[] body = reply.body().replace('\'', '"').getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            if (exchange.getRequestHeaders().containsKey("X-Request-Id")) {
                exchange.getResponseHeaders()
                        .add("X-Request-Id", exchange.getRequestHeaders().getFirst("X-Request-Id"));
            }
            exchange.sendResponseHeaders(reply.status(), body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
    }
}
