package io.cfa.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** What people try who wish others ill, or who have made a mistake: each is refused in the same words everywhere, and nothing has changed. */
final class HostileCalls {

    private static final String JSON = "application/json";
    private static final String WORLD_OUTSIDE = "00000000-0000-0000-0000-000000000000";

    private final Platform platform;
    private final Login operator;
    private final Login issuer;
    private final Login investor;
    private final List<String> wrong = new ArrayList<>();
    private int calls;

    HostileCalls(Platform platform, Login operator, Login issuer, Login investor) {
        this.platform = platform;
        this.operator = operator;
        this.issuer = issuer;
        this.investor = investor;
    }

    /** Tries all of it on an account, an issue, an offer and a trade of others. */
    void areRefused(UUID issue, UUID offer, UUID trade) {
        amountsThatAreNone();
        whatIsAnothers(issue, offer, trade);
        idsAndListsThatAreNone(offer);
        assertThat(wrong).as("of %d hostile calls", calls).isEmpty();
        assertThat(calls).isGreaterThanOrEqualTo(40);
    }

    private void amountsThatAreNone() {
        String own = "/accounts/me/withdrawals/" + UUID.randomUUID();
        for (String amount : List.of(
                "1999.99", "0100", "1e3", "'1'", "true", "[1]", "-1", "0", "9223372036854775808", "null", "{}")) {
            put(investor, "bank-nominal", own, JSON, "{'amount': " + amount + "}", 400, "validation");
        }
        put(investor, "bank-nominal", own, JSON, "{'amount': 1, 'amount': 2}", 400, "validation");
        put(investor, "bank-nominal", own, JSON, "[]", 400, "validation");
        put(investor, "bank-nominal", own, JSON, "{'amount': 1", 400, "validation");
        put(investor, "bank-nominal", own, JSON, "{'amount': 10000000000001}", 422, "amount-too-large");
        for (String type :
                List.of("application/yaml", "application/xml", "text/plain", "application/x-www-form-urlencoded")) {
            put(investor, "bank-nominal", own, type, "amount: 1", 415, "unsupported-media-type");
        }
        String draft = "/issues/" + UUID.randomUUID();
        put(
                issuer,
                "issuance",
                draft,
                JSON,
                "{'name': 'a', 'units': 2000000000000, 'unitPrice': 1}",
                422,
                "too-many-units");
        put(
                issuer,
                "issuance",
                draft,
                JSON,
                "{'name': 'a', 'units': 1000000000000, 'unitPrice': 9999999999}",
                422,
                "amount-too-large");
        put(issuer, "issuance", draft, JSON, "{'name': 'a\\u0000b', 'units': 1, 'unitPrice': 1}", 400, "validation");
        put(issuer, "issuance", draft, JSON, "{'name': ' ', 'units': 1, 'unitPrice': 1}", 400, "validation");
        call(issuer, "issuance", "GET", draft, JSON, "", 404, "not-found");
    }

    private void whatIsAnothers(UUID issue, UUID offer, UUID trade) {
        Login stranger = platform.logIn("Stranger " + UUID.randomUUID(), "investor");
        call(stranger, "settlement", "GET", "/trades/" + trade, JSON, "", 404, "not-found");
        post(stranger, "settlement", "/trades/" + trade + "/cancellation", "", 404, "not-found");
        post(stranger, "settlement", "/offers/" + offer + "/withdrawal", "", 403, "forbidden");
        put(
                stranger,
                "settlement",
                "/offers/" + UUID.randomUUID(),
                JSON,
                "{'asset': '%s', 'units': 1, 'unitPrice': 1, 'seller': '%s'}".formatted(issue, issuer.subject()),
                403,
                "forbidden");
        put(
                stranger,
                "settlement",
                "/offers/" + UUID.nameUUIDFromBytes(new byte[] {1}),
                JSON,
                "{'asset': '%s', 'units': 1, 'unitPrice': 1}".formatted(issue),
                422,
                "id-reserved");
        put(
                stranger,
                "settlement",
                "/trades/" + trade,
                JSON,
                "{'offer': '%s', 'units': 1}".formatted(offer),
                409,
                "id-taken");
        put(
                issuer,
                "issuance",
                "/issues/" + issue,
                JSON,
                "{'name': 'other', 'units': 1, 'unitPrice': 1}",
                409,
                "id-taken");
        post(issuer, "issuance", "/issues/" + issue + "/approval", "", 403, "forbidden");
        put(
                stranger,
                "registry",
                "/assets/" + issue,
                JSON,
                "{'name': 'a', 'issuer': '%s', 'units': 1}".formatted(stranger.subject()),
                403,
                "forbidden");
        put(
                operator,
                "registry",
                "/transfers/" + UUID.randomUUID(),
                JSON,
                "{'asset': '%s', 'from': '%s', 'to': '%s', 'units': 1}"
                        .formatted(issue, issuer.subject(), operator.subject()),
                403,
                "forbidden");
        put(
                stranger,
                "bank-nominal",
                "/holds/" + UUID.randomUUID(),
                JSON,
                "{'payer': '%s', 'payee': '%s', 'amount': 1}".formatted(investor.subject(), stranger.subject()),
                403,
                "forbidden");
        put(
                operator,
                "bank-nominal",
                "/accounts/" + WORLD_OUTSIDE + "/deposits/" + UUID.randomUUID(),
                JSON,
                "{'amount': 1}",
                404,
                "not-found");
        call(stranger, "bank-nominal", "GET", "/accounts?owner=" + investor.subject(), JSON, "", 403, "forbidden");
        call(stranger, "identity", "GET", "/participants", JSON, "", 403, "forbidden");
        put(stranger, "compliance", "/screenings/" + stranger.subject(), JSON, "{'name': 'a'}", 403, "forbidden");
        put(operator, "compliance", "/screenings/" + operator.subject(), JSON, "{'name': 'a'}", 403, "four-eyes");
        put(
                operator,
                "compliance",
                "/investors/" + operator.subject() + "/qualification",
                JSON,
                "{'qualified': true}",
                403,
                "four-eyes");
        for (String service : List.of("identity", "issuance", "registry", "settlement", "compliance", "bank-nominal")) {
            call(stranger, service, "GET", "/audit-records", JSON, "", 403, "forbidden");
            call(stranger, service, "GET", "/backlog", JSON, "", 403, "forbidden");
            call(null, service, "GET", "/audit-records", JSON, "", 401, "unauthorized");
        }
    }

    private void idsAndListsThatAreNone(UUID offer) {
        call(investor, "settlement", "GET", "/trades/not-a-uuid", JSON, "", 400, "validation");
        call(investor, "settlement", "GET", "/trades?page=2", JSON, "", 400, "validation");
        call(investor, "settlement", "GET", "/offers?cursor=AAAA", JSON, "", 400, "validation");
        call(investor, "settlement", "GET", "/offers?limit=100000", JSON, "", 400, "validation");
        call(investor, "settlement", "GET", "/offers?sort=seller;drop%20table%20offer", JSON, "", 400, "validation");
        call(operator, "settlement", "GET", "/backlog/pg_authid", JSON, "", 404, "not-found");
        call(investor, "settlement", "DELETE", "/offers/" + offer, JSON, "", 405, "method-not-allowed");
        put(
                investor,
                "settlement",
                "/trades/" + UUID.randomUUID(),
                JSON,
                "{'offer': '%s', 'units': 1, 'amount': 1}".formatted(UUID.randomUUID()),
                404,
                "not-found");
    }

    private void put(Login who, String service, String path, String type, String body, int status, String problem) {
        call(who, service, "PUT", path, type, body, status, problem);
    }

    private void post(Login who, String service, String path, String body, int status, String problem) {
        call(who, service, "POST", path, JSON, body, status, problem);
    }

    private void call(
            Login who,
            String service,
            String method,
            String path,
            String type,
            String body,
            int status,
            String problem) {
        calls++;
        try {
            Reply reply = Http.send(
                    method,
                    URI.create(platform.address(service) + path),
                    who,
                    type,
                    body.replace('\'', '"').getBytes(UTF_8));
            boolean asExpected = reply.status() == status && reply.text("/type").equals("urn:cfa:problem:" + problem);
            if (!asExpected) {
                wrong.add("%s %s: %s, expected %d %s".formatted(reply.call(), body, reply, status, problem));
            }
        } catch (IOException | RuntimeException e) {
            wrong.add("%s %s %s: %s".formatted(method, path, body, e));
        }
    }
}
