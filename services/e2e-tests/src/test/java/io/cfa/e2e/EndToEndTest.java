package io.cfa.e2e;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cfa.e2e.Platform.Call;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * The story that the platform is for, told once, from the first login to balances that add up: with processes of this machine, or, where
 * {@code -Dcfa.e2e.url} names a gateway, with what is deployed behind it.
 */
class EndToEndTest {

    private static final Platform PLATFORM = Platform.chosen();
    private static final byte[] DECISION =
            "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
                    .getBytes(US_ASCII);

    private final String run = UUID.randomUUID().toString().substring(0, 8);
    private final Login operator = PLATFORM.logIn("Operator of run " + run, "operator");
    private final Login issuer = PLATFORM.logIn("Issuer of run " + run, "issuer");
    private final Login first = PLATFORM.logIn("First investor of run " + run, "investor");
    private final Login second = PLATFORM.logIn("Second investor of run " + run, "investor");
    private final UUID issue = UUID.randomUUID();

    @AfterAll
    static void leave() {
        PLATFORM.close();
    }

    @Test
    void fromTheFirstLoginToBalancesThatAddUp() throws Exception {
        List.of(operator, issuer, first, second).forEach(this::registers);
        List.of(operator, issuer, first, second).forEach(this::isApproved);
        opensAnAccount(issuer, 0);
        opensAnAccount(first, 40_000_000);
        opensAnAccount(second, 20_000_000);

        anIssueIsDecidedApprovedAndPlaced();
        assertThat(units(issuer)).isEqualTo(1000);

        UUID placement = UUID.fromString(
                PLATFORM.get(first, "issuance", "/issues/" + issue).text("/offer"));
        ends("DONE", "", trade(first, placement, 200));
        assertThat(money(first)).isEqualTo(new Money(10_000_000, 0));
        assertThat(money(issuer)).isEqualTo(new Money(30_000_000, 0));
        assertThat(units(first)).isEqualTo(200);

        UUID resale = offers(first, 100, 160_000);
        ends("DONE", "", trade(second, resale, 100));
        ends("FAILED", "insufficient-funds", trade(second, placement, 100));
        ends("FAILED", "limit-exceeded", trade(first, placement, 201));
        ends("FAILED", "insufficient-units", trade(second, offers(first, 500, 1), 101));
        PLATFORM.put(second, "settlement", "/trades/" + UUID.randomUUID(), request(resale, 1))
                .refused(409, "offer-exhausted");

        everythingAddsUp(placement);
        whoIsBlockedNeitherBuysNorSellsNorWithdraws(placement);
        aCouponReachesWhoeverHeldTheAssetAtItsRecordDate();
        UUID trade =
                UUID.fromString(PLATFORM.get(first, "settlement", "/trades").text("/0/id"));
        new HostileCalls(PLATFORM, operator, issuer, first).areRefused(issue, placement, trade);
        everyChangeStandsInTheAudit();
        everyCallStandsInTheDocumentOfItsService();
    }

    private void registers(Login login) {
        PLATFORM.put(login, "identity", "/participants/me", "{'name': '%s'}".formatted(login.name()))
                .ok();
    }

    private void isApproved(Login login) {
        await().atMost(ofMinutes(2)).untilAsserted(() -> assertThat(
                        PLATFORM.get(login, "identity", "/participants/me").text("/status"))
                .isEqualTo("APPROVED"));
        assertThat(PLATFORM.get(operator, "identity", "/participants/" + login.subject())
                        .ok()
                        .text("/name"))
                .isEqualTo(login.name());
    }

    private void opensAnAccount(Login login, long deposit) {
        String account =
                PLATFORM.put(login, "bank-nominal", "/accounts/me", "").ok().text("/id");
        if (deposit > 0) {
            String path = "/accounts/" + account + "/deposits/" + UUID.randomUUID();
            String amount = "{'amount': %d}".formatted(deposit);
            PLATFORM.put(operator, "bank-nominal", path, amount).ok();
            PLATFORM.put(operator, "bank-nominal", path, amount).ok();
        }
        assertThat(money(login)).isEqualTo(new Money(deposit, 0));
    }

    private void anIssueIsDecidedApprovedAndPlaced() throws Exception {
        String path = "/issues/" + issue;
        String draft = "{'name': 'Receivables %s', 'units': 1000, 'unitPrice': 150000}".formatted(run);
        PLATFORM.put(issuer, "issuance", path, draft).ok();
        PLATFORM.put(issuer, "issuance", path + "/decision", DECISION).ok();
        String hash =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(DECISION));
        assertThat(PLATFORM.get(issuer, "issuance", path).text("/decisionSha256"))
                .isEqualTo(hash);
        assertThat(PLATFORM.get(operator, "issuance", path + "/decision").ok().body())
                .isEqualTo(DECISION);
        PLATFORM.post(operator, "issuance", path + "/approval").ok();
        PLATFORM.post(issuer, "issuance", path + "/placement").ok();
        await().atMost(ofMinutes(2)).untilAsserted(() -> assertThat(
                        PLATFORM.get(first, "issuance", path).text("/status"))
                .isEqualTo("OPEN"));
        assertThat(PLATFORM.get(first, "settlement", "/offers").ok().json().findValuesAsString("id"))
                .contains(PLATFORM.get(first, "issuance", path).text("/offer"));
    }

    private UUID offers(Login seller, long units, long unitPrice) {
        UUID offer = UUID.randomUUID();
        String terms = "{'asset': '%s', 'units': %d, 'unitPrice': %d}".formatted(issue, units, unitPrice);
        PLATFORM.put(seller, "settlement", "/offers/" + offer, terms).ok();
        return offer;
    }

    private Reply trade(Login buyer, UUID offer, long units) {
        String path = "/trades/" + UUID.randomUUID();
        String request = request(offer, units);
        Reply requested = PLATFORM.put(buyer, "settlement", path, request).ok();
        Reply again = PLATFORM.put(buyer, "settlement", path, request).ok();
        assertThat(again.text("/requestedAt")).isEqualTo(requested.text("/requestedAt"));
        return await().atMost(ofMinutes(2))
                .pollInterval(ofMillis(100))
                .until(() -> PLATFORM.get(buyer, "settlement", path).ok(), trade -> List.of("DONE", "FAILED")
                        .contains(trade.text("/status")));
    }

    private static String request(UUID offer, long units) {
        return "{'offer': '%s', 'units': %d}".formatted(offer, units);
    }

    private static void ends(String status, String reason, Reply trade) {
        assertThat(trade.text("/status")).as("%s", trade).isEqualTo(status);
        assertThat(trade.text("/reason")).as("%s", trade).isEqualTo(reason);
    }

    private void everythingAddsUp(UUID placement) {
        assertThat(money(issuer)).isEqualTo(new Money(30_000_000, 0));
        assertThat(money(first)).isEqualTo(new Money(26_000_000, 0));
        assertThat(money(second)).isEqualTo(new Money(4_000_000, 0));
        PLATFORM.put(issuer, "bank-nominal", "/accounts/me/withdrawals/" + UUID.randomUUID(), "{'amount': 30000001}")
                .refused(409, "insufficient-funds");
        PLATFORM.put(issuer, "bank-nominal", "/accounts/me/withdrawals/" + UUID.randomUUID(), "{'amount': 30000000}")
                .ok();
        Reply totals = PLATFORM.get(operator, "bank-nominal", "/totals").ok();
        assertThat(totals.number("/deposits"))
                .as("%s", totals)
                .isEqualTo(totals.number("/withdrawals") + totals.number("/balances") + totals.number("/held"));

        assertThat(List.of(units(issuer), units(first), units(second))).containsExactly(800L, 100L, 100L);
        JsonNode holders = PLATFORM.get(operator, "registry", "/assets/" + issue + "/holdings")
                .ok()
                .json();
        assertThat(StreamSupport.stream(holders.spliterator(), false)
                        .mapToLong(holding -> holding.at("/units").asLong())
                        .sum())
                .isEqualTo(PLATFORM.get(first, "registry", "/assets/" + issue).number("/units"))
                .isEqualTo(1000);
        assertThat(PLATFORM.get(operator, "registry", "/chain/verify").ok().text("/valid"))
                .isEqualTo("true");
        assertThat(PLATFORM.get(first, "compliance", "/limits/me").ok().number("/used"))
                .isEqualTo(30_000_000);
        assertThat(PLATFORM.get(second, "compliance", "/limits/me").number("/used"))
                .isEqualTo(16_000_000);
        assertThat(PLATFORM.get(first, "settlement", "/offers/" + placement).number("/unitsLeft"))
                .isEqualTo(800);
        assertThat(PLATFORM.get(first, "settlement", "/trades").json().size()).isEqualTo(4);
    }

    private void whoIsBlockedNeitherBuysNorSellsNorWithdraws(UUID placement) {
        String screening = "/screenings/" + second.subject();
        PLATFORM.post(operator, "compliance", screening + "/block", "{'reason': 'a test'}")
                .ok();
        ends("FAILED", "not-approved", trade(second, placement, 1));
        ends("FAILED", "seller-not-approved", trade(first, offers(second, 1, 1), 1));
        String withdrawal = "/accounts/me/withdrawals/" + UUID.randomUUID();
        PLATFORM.put(second, "bank-nominal", withdrawal, "{'amount': 1}").refused(409, "not-approved");
        PLATFORM.post(operator, "compliance", screening + "/release", "{'reason': 'the test is over'}")
                .ok();
        PLATFORM.put(second, "bank-nominal", withdrawal, "{'amount': 1}").ok();
    }

    /** As the register has it at the moment; 13 per cent are withheld. */
    private void aCouponReachesWhoeverHeldTheAssetAtItsRecordDate() {
        String account =
                PLATFORM.put(issuer, "bank-nominal", "/accounts/me", "").ok().text("/id");
        String deposit = "/accounts/" + account + "/deposits/" + UUID.randomUUID();
        PLATFORM.put(operator, "bank-nominal", deposit, "{'amount': 1000000}").ok();
        List<Money> before = List.of(money(issuer), money(first), money(second));
        Instant recordAt = PLATFORM.now().plusSeconds(10);
        String path = "/payments/" + UUID.randomUUID();
        PLATFORM.put(
                        issuer,
                        "settlement",
                        path,
                        "{'asset': '%s', 'kind': 'COUPON', 'amount': 200000, 'recordAt': '%s', 'payAt': '%s'}"
                                .formatted(issue, recordAt, recordAt))
                .ok();
        PLATFORM.pass(ofSeconds(10));
        await().atMost(ofMinutes(2)).pollInterval(ofMillis(200)).untilAsserted(() -> assertThat(
                        PLATFORM.get(issuer, "settlement", path).ok().text("/status"))
                .isEqualTo("DONE"));
        assertThat(List.of(money(issuer), money(first), money(second)))
                .containsExactly(
                        new Money(before.get(0).free() - 174_000, 0),
                        new Money(before.get(1).free() + 87_000, 0),
                        new Money(before.get(2).free() + 87_000, 0));
        String extract = "/assets/" + issue + "/extract?at=" + recordAt;
        Reply register = PLATFORM.get(operator, "registry", extract).ok();
        assertThat(register.json().at("/holdings").size()).isEqualTo(3);
        assertThat(PLATFORM.get(operator, "registry", extract).body()).isEqualTo(register.body());
        assertThat(PLATFORM.get(operator, "bank-nominal", "/totals").ok().number("/wrongAccounts"))
                .isZero();
    }

    private void everyCallStandsInTheDocumentOfItsService() {
        List<Call> missing = new ArrayList<>();
        for (Call call : PLATFORM.calls()) {
            JsonNode paths =
                    PLATFORM.get(null, call.service(), "/openapi").ok().json().at("/paths");
            if (call.path().equals("/openapi")) {
                continue;
            }
            boolean stands = paths.properties().stream()
                    .filter(path -> call.path()
                            .replaceFirst("[?].*", "")
                            .matches(path.getKey().replaceAll("\\{[^}]+}", "[^/]+")))
                    .anyMatch(path -> path.getValue().has(call.method().toLowerCase(java.util.Locale.ROOT)));
            if (!stands) {
                missing.add(call);
            }
        }
        assertThat(missing).isEmpty();
    }

    private void everyChangeStandsInTheAudit() {
        String whose =
                "/audit-records?subject=" + issuer.subject() + "&operation=PUT%20/issues/%7Bid%7D&sort=number&limit=1";
        await().atMost(ofMinutes(2)).untilAsserted(() -> {
            JsonNode record =
                    PLATFORM.get(operator, "issuance", whose).ok().json().at("/0");
            assertThat(record.at("/outcome").asString()).as("%s", record).isEqualTo("done");
            assertThat(record.at("/path").asString()).isEqualTo("/issues/" + issue);
            assertThat(record.at("/roles").asString()).contains("issuer");
        });
    }

    private record Money(long free, long held) {}

    private Money money(Login login) {
        Reply account = PLATFORM.get(login, "bank-nominal", "/accounts/me").ok();
        return new Money(account.number("/balance"), account.number("/held"));
    }

    private long units(Login login) {
        JsonNode holdings = PLATFORM.get(login, "registry", "/holdings/me").ok().json();
        return StreamSupport.stream(holdings.spliterator(), false)
                .filter(holding -> holding.at("/asset").asString().equals(issue.toString()))
                .mapToLong(holding -> holding.at("/units").asLong())
                .sum();
    }
}
