package io.cfa.settlement;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

/**
 * Compliance, the bank and the registry as far as a trade sees them, in memory: what they have done for each trade, and troubles that a test
 * makes. The real ones are tried in the module e2e-tests.
 */
public final class FakeSagaParticipants {

    /** One for all tests of the module. */
    public static final FakeSagaParticipants HERE = new FakeSagaParticipants();

    /** Something that goes wrong once, with a call of a trade. */
    public enum Trouble {
        /** The answer is a 409. */
        REFUSED,
        /** The answer is a 409 in a word that says nothing of what was asked for. */
        ODD,
        /** The answer is a 409: something else stands under the trade's id. */
        ID_TAKEN,
        /** What was asked for is done, and the answer is a 409 in an odd word. */
        DONE_AND_ODD,
        /** The answer is a 500, and nothing was done. */
        BROKEN,
        /** Somebody else has the address now: the answer is a 404 that says nothing of ours. */
        MOVED_AWAY,
        /** Somebody else has the address now, who answers everything with 200. */
        STRANGER,
        /** What was asked for is done, and the answer is a 500. */
        ANSWER_LOST
    }

    private record Planned(UUID trade, String call, Trouble trouble) {}

    private final HttpServer server;
    private final Map<String, String> done = new ConcurrentHashMap<>();
    private final List<Planned> planned = new CopyOnWriteArrayList<>();
    private final List<String> calls = new CopyOnWriteArrayList<>();

    private FakeSagaParticipants() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newCachedThreadPool(work -> {
            Thread thread = new Thread(work, "the-three");
            thread.setDaemon(true);
            return thread;
        }));
        server.createContext("/", this::serve);
        server.start();
    }

    /** Settings of a service that shall ask here. */
    Map<String, String> addresses() {
        String address = "http://127.0.0.1:" + server.getAddress().getPort();
        return Map.of(
                "cfa.peers.compliance",
                address,
                "cfa.peers.bank-nominal",
                address,
                "cfa.peers.registry",
                address,
                // what was left by a step that broke off is taken up soon
                "cfa.settlement.lease",
                "2s",
                "cfa.settlement.payments-asked-about-every",
                "1h",
                "cfa.settlement.stream-lifetime",
                "300ms",
                "cfa.settlement.stream-pause",
                "20ms");
    }

    /** Lets a call of a trade go wrong once more; a call is {@code PUT holds}, or {@code holds capture}. */
    public void plan(UUID trade, String call, Trouble trouble) {
        planned.add(new Planned(trade, call, trouble));
    }

    /** The same for as long as a test needs it: minutes, or until {@link #mend}. */
    public void planForLong(UUID trade, String call, Trouble trouble) {
        IntStream.range(0, 40).forEach(i -> plan(trade, call, trouble));
    }

    /** No trouble with a trade is left. */
    public void mend(UUID trade) {
        planned.removeIf(plan -> plan.trade().equals(trade));
    }

    /** What has been done for a trade: {@code reservations}, {@code holds} or {@code transfers}. */
    public String status(String what, UUID trade) {
        return done.getOrDefault(what + " " + trade, "NONE");
    }

    /** All calls of a trade, in their order. */
    public List<String> calls(UUID trade) {
        String id = " " + trade;
        return calls.stream()
                .filter(call -> call.endsWith(id))
                .map(call -> call.substring(0, call.length() - id.length()))
                .toList();
    }

    private void serve(HttpExchange exchange) throws IOException {
        String[] path = exchange.getRequestURI().getPath().split("/");
        String id = exchange.getRequestHeaders().getFirst("X-Request-Id");
        exchange.getResponseHeaders().add("X-Request-Id", id);
        if (FakePaymentParticipants.HERE.knows(path)) {
            FakePaymentParticipants.HERE.serve(exchange);
            return;
        }
        if (path.length == 2) {
            answerNoneStands(exchange);
            return;
        }
        UUID trade = UUID.fromString(path[2]);
        String call = path.length > 3 ? path[1] + " " + path[3] : exchange.getRequestMethod() + " " + path[1];
        calls.add(call + " " + trade);
        Trouble trouble = planned.stream()
                .filter(plan -> plan.trade().equals(trade) && plan.call().equals(call))
                .findFirst()
                .filter(planned::remove)
                .map(Planned::trouble)
                .orElse(null);
        boolean authorized = exchange.getRequestHeaders().containsKey("Authorization");
        boolean keyed = path.length == 3 || exchange.getRequestHeaders().containsKey("Idempotency-Key");
        int status = !authorized ? 401 : !keyed ? 400 : answer(trouble, path, trade);
        byte[] body = (status == 200
                        ? "{}"
                        : "{\"type\":\"urn:cfa:problem:%s\",\"status\":%d}"
                                .formatted(status == 409 ? refusal(trouble, path) : "internal", status))
                .getBytes(UTF_8);
        exchange.getRequestBody().readAllBytes();
        if (trouble == Trouble.STRANGER) {
            exchange.getResponseHeaders().remove("X-Request-Id");
        }
        exchange.getResponseHeaders()
                .add("Content-Type", status == 200 ? "application/json" : "application/problem+json");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    /** What stands is handed to the class that is tried; the lists themselves are those of the real ones, in e2e-tests. */
    private static void answerNoneStands(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, 2);
        exchange.getResponseBody().write("[]".getBytes(UTF_8));
        exchange.close();
    }

    private int answer(Trouble trouble, String[] path, UUID trade) {
        if (trouble == Trouble.REFUSED || trouble == Trouble.ODD || trouble == Trouble.ID_TAKEN) {
            return 409;
        }
        if (trouble == Trouble.MOVED_AWAY) {
            return 404;
        }
        if (trouble == Trouble.STRANGER) {
            return 200;
        }
        if (trouble == Trouble.BROKEN) {
            return 500;
        }
        int status = doIt(path[1] + " " + trade, path.length > 3 ? path[3] : "");
        return trouble == Trouble.ANSWER_LOST ? 500 : trouble == Trouble.DONE_AND_ODD ? 409 : status;
    }

    /** The type of a refusal; of transfers it is the registry's own. */
    private static String refusal(Trouble trouble, String[] path) {
        if (trouble == Trouble.ODD || trouble == Trouble.DONE_AND_ODD) {
            return "odd";
        }
        if (trouble == Trouble.ID_TAKEN) {
            return "id-taken";
        }
        if (path[1].equals("transfers")) {
            return path.length > 3 ? "transferred" : "insufficient-units";
        }
        return "no-" + path[1];
    }

    private int doIt(String key, String command) {
        String after =
                switch (command) {
                    case "release" ->
                        done.compute(key, (id, before) -> "CAPTURED".equals(before) ? before : "RELEASED");
                    case "capture" ->
                        done.compute(key, (id, before) -> "RELEASED".equals(before) ? before : "CAPTURED");
                    case "cancellation" ->
                        done.compute(key, (id, before) -> "TAKEN".equals(before) ? before : "CANCELLED");
                    default -> done.putIfAbsent(key, "TAKEN") == null ? "TAKEN" : done.get(key);
                };
        boolean refused =
                switch (command) {
                    case "release" -> after.equals("CAPTURED");
                    case "cancellation" -> after.equals("TAKEN");
                    default -> List.of("RELEASED", "CANCELLED").contains(after);
                };
        return refused ? 409 : 200;
    }
}
