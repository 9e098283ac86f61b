package io.cfa.settlement;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The register, compliance and the bank as far as a payment sees them: what is held, who is blocked, and money that is never paid twice. */
public final class FakePaymentParticipants {

    /** One for all tests of the module. */
    public static final FakePaymentParticipants HERE = new FakePaymentParticipants();

    private static final Set<String> PATHS = Set.of("assets", "screenings", "reserves");
    private static final int PAGE = 100;

    /** An asset: whose it is, how many units there are, and who held them at every record date. */
    public record Asset(String issuer, long units, TreeMap<String, Long> holders) {}

    private record Paid(String payee, long amount) {}

    private final JsonMapper json = new JsonMapper();
    private final Map<String, Asset> assets = new ConcurrentHashMap<>();
    private final Set<String> blocked = ConcurrentHashMap.newKeySet();
    private final Set<String> withoutAccount = ConcurrentHashMap.newKeySet();
    private final Map<String, String> restricted = new ConcurrentHashMap<>();
    private final Map<String, Long> money = new ConcurrentHashMap<>();
    private final Map<String, Long> reserves = new ConcurrentHashMap<>();
    private final Map<String, String> payers = new ConcurrentHashMap<>();
    private final Map<String, Paid> payouts = new ConcurrentHashMap<>();
    private final Map<String, String> transfers = new ConcurrentHashMap<>();
    private final Map<String, Long> redeemedUnits = new ConcurrentHashMap<>();
    private final Map<String, Integer> calls = new ConcurrentHashMap<>();
    private final AtomicInteger toCome = new AtomicInteger();
    private final ConcurrentLinkedQueue<String> lost = new ConcurrentLinkedQueue<>();

    private FakePaymentParticipants() {}

    /** A new asset of an issuer who has so much money. */
    public UUID asset(String issuer, long funds, TreeMap<String, Long> holders) {
        UUID id = UUID.randomUUID();
        assets.put(
                id.toString(),
                new Asset(
                        issuer,
                        holders.values().stream().mapToLong(Long::longValue).sum(),
                        holders));
        money.put(issuer, funds);
        return id;
    }

    /** Compliance does not approve of somebody from now on, or does again. */
    public void block(String holder, boolean isBlocked) {
        if (isBlocked) {
            blocked.add(holder);
        } else {
            blocked.remove(holder);
        }
    }

    /** The register refuses to take units from somebody, with this word; with none it does not. */
    public void restrict(String holder, String word) {
        if (word == null) {
            restricted.remove(holder);
        } else {
            restricted.put(holder, word);
        }
    }

    /** Somebody has no account, or opens one. */
    public void account(String holder, boolean has) {
        if (has) {
            withoutAccount.remove(holder);
        } else {
            withoutAccount.add(holder);
        }
    }

    /** Somebody brings money. */
    public void deposit(String login, long amount) {
        money.merge(login, amount, Long::sum);
    }

    public long money(String login) {
        return money.getOrDefault(login, 0L);
    }

    /** How many units of an asset went back to its issuer, or were refused to. */
    public long redeemed(UUID asset) {
        return redeemedUnits.getOrDefault(asset.toString(), 0L);
    }

    /** What of a payment's reserve is not paid out. */
    public long reserved(UUID payment) {
        return reserves.getOrDefault(payment.toString(), 0L);
    }

    /** The register's clock is behind, so that what is asked for is still to come there, so many times. */
    public void momentsToCome(int times) {
        toCome.set(times);
    }

    /** From now on, what is asked for with this in its path is done once, and the answer does not come. */
    public void loseAnswers(String... paths) {
        lost.addAll(List.of(paths));
    }

    /** How often something with this in its path was asked for. */
    public int calls(String path) {
        return calls.getOrDefault(path, 0);
    }

    boolean knows(String[] path) {
        return path[1].equals("redemptions") || path.length > 2 && PATHS.contains(path[1]);
    }

    synchronized void serve(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        JsonNode body = json.readTree(exchange.getRequestBody().readAllBytes());
        calls.merge(path.split("/")[1], 1, Integer::sum);
        StringBuilder answer = new StringBuilder();
        int status = answer(exchange, path.split("/"), body, answer);
        String loses = lost.stream().filter(path::contains).findFirst().orElse(null);
        if (loses != null && lost.remove(loses)) {
            status = 500;
        }
        byte[] bytes = answer.toString().replace('\'', '"').getBytes(UTF_8);
        exchange.getResponseHeaders()
                .add("Content-Type", status < 300 ? "application/json" : "application/problem+json");
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private int answer(HttpExchange exchange, String[] path, JsonNode body, StringBuilder answer) {
        return switch (path[1]) {
            case "assets" -> path.length == 3 ? asset(path[2], answer) : holdings(exchange, path[2], answer);
            case "screenings" -> approvals(exchange, answer);
            case "redemptions" -> redeem(body, answer);
            default ->
                switch (path.length == 3 ? "" : path[3]) {
                    case "" -> reserve(path[2], body, answer);
                    case "release" -> release(path[2], answer);
                    default -> pay(path[2], body, answer);
                };
        };
    }

    private int asset(String id, StringBuilder answer) {
        Asset asset = assets.get(id);
        if (asset == null) {
            return problem(404, "not-found", answer);
        }
        answer.append("{'id':'%s','issuer':'%s','units':%d}".formatted(id, asset.issuer(), asset.units()));
        return 200;
    }

    private int holdings(HttpExchange exchange, String id, StringBuilder answer) {
        if (toCome.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            return problem(422, "moment-to-come", answer);
        }
        Map<String, String> query = Stream.of(
                        exchange.getRequestURI().getQuery().split("&"))
                .collect(Collectors.toMap(one -> one.split("=")[0], one -> one.split("=")[1]));
        Asset asset = assets.get(id);
        List<String> lines = new ArrayList<>();
        String last = null;
        for (Map.Entry<String, Long> holder :
                asset.holders().tailMap(query.getOrDefault("cursor", ""), false).entrySet()) {
            if (query.containsKey("holder") && !query.get("holder").equals(holder.getKey())) {
                continue;
            }
            if (lines.size() == PAGE) {
                exchange.getResponseHeaders().add("Link", "<?limit=100&cursor=" + last + ">; rel=\"next\"");
                break;
            }
            last = holder.getKey();
            lines.add("{'asset':'%s','holder':'%s','units':%d}".formatted(id, last, holder.getValue()));
        }
        answer.append(lines);
        return 200;
    }

    private int approvals(HttpExchange exchange, StringBuilder answer) {
        answer.append(Stream.of(exchange.getRequestURI().getQuery().split("&"))
                .map(one -> one.split("=")[1])
                .filter(one -> !blocked.contains(one))
                .map(one -> "'" + one + "'")
                .collect(Collectors.joining(",", "{'approved':[", "]}")));
        return 200;
    }

    private int redeem(JsonNode body, StringBuilder answer) {
        List<String> redeemed = new ArrayList<>();
        List<String> refused = new ArrayList<>();
        for (JsonNode line : body.at("/lines")) {
            String id = line.at("/id").asString();
            String holder = line.at("/holder").asString();
            String word = transfers.computeIfAbsent(id, any -> {
                redeemedUnits.merge(
                        body.at("/asset").asString(), line.at("/units").asLong(), Long::sum);
                return restricted.getOrDefault(holder, "moved");
            });
            if (word.equals("moved")) {
                redeemed.add("'" + id + "'");
            } else {
                refused.add("{'id':'%s','reason':'%s'}".formatted(id, word));
            }
        }
        answer.append("{'redeemed':%s,'refused':%s}".formatted(redeemed, refused));
        return 200;
    }

    private int reserve(String id, JsonNode body, StringBuilder answer) {
        String payer = body.at("/payer").asString();
        long amount = body.at("/amount").asLong();
        if (!reserves.containsKey(id)) {
            if (money(payer) < amount) {
                return problem(409, "insufficient-funds", answer);
            }
            money.merge(payer, -amount, Long::sum);
            reserves.put(id, amount);
            payers.put(id, payer);
        }
        answer.append("{}");
        return 200;
    }

    private int release(String id, StringBuilder answer) {
        money.merge(payers.get(id), reserves.put(id, 0L), Long::sum);
        answer.append("{}");
        return 200;
    }

    private int pay(String reserve, JsonNode body, StringBuilder answer) {
        List<String> paid = new ArrayList<>();
        List<String> without = new ArrayList<>();
        for (JsonNode line : body.at("/payouts")) {
            String id = line.at("/id").asString();
            Paid asked =
                    new Paid(line.at("/payee").asString(), line.at("/amount").asLong());
            if (withoutAccount.contains(asked.payee())) {
                without.add("'" + id + "'");
                continue;
            }
            Paid before = payouts.putIfAbsent(id, asked);
            if (before == null) {
                reserves.merge(reserve, -asked.amount(), Long::sum);
                money.merge(asked.payee(), asked.amount(), Long::sum);
            } else if (!before.equals(asked)) {
                return problem(409, "id-taken", answer);
            }
            paid.add("'" + id + "'");
        }
        answer.append("{'paid':%s,'withoutAccount':%s}".formatted(paid, without));
        return reserves.get(reserve) < 0 ? problem(409, "more-than-reserved", answer) : 200;
    }

    private static int problem(int status, String type, StringBuilder answer) {
        answer.setLength(0);
        answer.append("{'type':'urn:cfa:problem:%s','status':%d}".formatted(type, status));
        return status;
    }
}
