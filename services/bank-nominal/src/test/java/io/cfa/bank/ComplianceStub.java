package io.cfa.bank;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Compliance as far as the bank asks it: everybody is what a test says. */
public final class ComplianceStub {

    /** One for all tests of the module. */
    public static final ComplianceStub HERE = new ComplianceStub();

    private final HttpServer server;
    private final Map<String, String> identified = new ConcurrentHashMap<>();
    private volatile int status;
    private volatile String body;
    private volatile Runnable whenAsked = () -> {};

    private ComplianceStub() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        approves();
        server.createContext("/screenings/", exchange -> {
            exchange.getResponseHeaders()
                    .add("X-Request-Id", exchange.getRequestHeaders().getFirst("X-Request-Id"));
            whenAsked.run();
            byte[] answer = body.getBytes(UTF_8);
            exchange.getResponseHeaders()
                    .add("Content-Type", status == 200 ? "application/json" : "application/problem+json");
            exchange.sendResponseHeaders(status, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.createContext("/investors/", exchange -> {
            exchange.getResponseHeaders()
                    .add("X-Request-Id", exchange.getRequestHeaders().getFirst("X-Request-Id"));
            String participant = exchange.getRequestURI().getPath().split("/")[2];
            byte[] answer = ("{" + identified.getOrDefault(participant, "'level': 'FULL'") + "}")
                    .replace('\'', '"')
                    .getBytes(UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.start();
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Looks at something while whoever asks waits. */
    public void whenAsked(Runnable look) {
        whenAsked = look;
    }

    public void approves() {
        whenAsked(() -> {});
        answers(200, "{\"result\":\"APPROVED\"}");
    }

    /** Says this of how thoroughly somebody was identified, and what that allows. */
    public void identified(String participant, String says) {
        identified.put(participant, says);
    }

    /** Answers so from now on. */
    public void answers(int code, String json) {
        status = code;
        body = json;
    }
}
