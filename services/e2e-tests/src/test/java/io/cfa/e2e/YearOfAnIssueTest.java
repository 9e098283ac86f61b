package io.cfa.e2e;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.time.Duration.ofDays;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * A year of an issue, with a clock that is set: a placement with a window and a minimum, and one for qualified investors that fails; three coupons, a sale between a record date and
 * its payment, an arrest, the redemption; then a clock that goes back. What everybody has is proven at the end by the books and by the chain.
 */
class YearOfAnIssueTest {

    private static final ZoneId MOSCOW = ZoneId.of("Europe/Moscow");
    private static final long PRICE = 100_000;
    private static final String COURT = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";
    private static final byte[] DECISION =
            "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n%%EOF\n".getBytes(US_ASCII);

    private final Stack stack = Stack.shared();
    private final String run = UUID.randomUUID().toString().substring(0, 8);
    private final Login operator = stack.logIn("Operator of year " + run, "operator");
    private final Login second = stack.logIn("Second operator of year " + run, "operator");
    private final Login issuer = stack.logIn("Issuer of year " + run, "issuer");
    private final Login anna = stack.logIn("Anna of year " + run, "investor");
    private final Login boris = stack.logIn("Boris of year " + run, "investor");
    private final Login clara = stack.logIn("Clara of year " + run, "investor");
    /** Noon, so that no day ends while it is looked at. */
    private final Instant begin = LocalDate.ofInstant(stack.now(), MOSCOW)
            .plusDays(1)
            .atTime(12, 0)
            .atZone(MOSCOW)
            .toInstant();

    private final UUID issue = UUID.randomUUID();
    /** What everybody should have, in kopecks. */
    private final Map<Login, Long> money =
            new TreeMap<>((one, other) -> one.name().compareTo(other.name()));

    @Test
    void aYearFromThePlacementToTheRedemption() {
        day(0);
        for (Login login : List.of(operator, second, issuer, anna, boris, clara)) {
            isLetIn(login);
        }
        deposits(issuer, 10_000_000);
        deposits(anna, 40_000_000);
        deposits(boris, 40_000_000);
        deposits(clara, 40_000_000);
        aPlacementHasAWindowAMinimumAndAMostForEach();
        aPlacementBelowItsMinimumGivesEverythingBack();

        Reply firstRecord = aCouponIsPaid(90, () -> {
            // between its record date and its payment: the coupon stays with whoever held the asset then
            sells(anna, clara, 100, 110_000, "DONE");
        });
        assertThat(held())
                .isEqualTo(Map.of(
                        issuer.subject(), 500L, anna.subject(), 200L, boris.subject(), 200L, clara.subject(), 100L));
        aCouponIsPaid(180, () -> {});
        UUID arrest = unitsAreArrested(boris, 50);
        sells(boris, clara, 160, PRICE, "units-restricted");
        aCouponIsPaid(270, () -> {});
        whatIsArrestedIsNotRedeemed(arrest);
        booksAndChainAreProven(firstRecord);
        aClockThatGoesBackChangesNothing(firstRecord);
    }

    private void isLetIn(Login login) {
        stack.put(login, "identity", "/participants/me", "{'name': '%s'}".formatted(login.name()))
                .ok();
        await().atMost(ofMinutes(2)).untilAsserted(() -> assertThat(
                        stack.get(login, "identity", "/participants/me").text("/status"))
                .isEqualTo("APPROVED"));
    }

    private void deposits(Login login, long amount) {
        String account =
                stack.put(login, "bank-nominal", "/accounts/me", "").ok().text("/id");
        String path = "/accounts/" + account + "/deposits/" + UUID.randomUUID();
        stack.put(operator, "bank-nominal", path, "{'amount': %d}".formatted(amount))
                .ok();
        money.merge(login, amount, Long::sum);
        assertMoney();
    }

    private void day(int day) {
        stack.clock().set(begin.plus(ofDays(day)));
    }

    private Instant at(int day) {
        return begin.plus(ofDays(day));
    }

    private void aPlacementHasAWindowAMinimumAndAMostForEach() {
        place(issue, 7, 30, false);
        assertThat(status(issue)).isEqualTo("OPENING");
        day(8);
        UUID offer = offerOf(issue);
        UUID first = requests(anna, offer, 300);
        eventually(anna, first, "MONEY_HELD", "");
        requested(boris, offer, 401).refused(409, "more-than-allowed");
        assertThat(held()).as("no unit moves before the minimum").isEqualTo(Map.of(issuer.subject(), 1000L));
        day(20);
        eventually(boris, requests(boris, offer, 200), "DONE", "");
        eventually(anna, first, "DONE", "");
        pays(anna, issuer, 300 * PRICE);
        pays(boris, issuer, 200 * PRICE);
        assertMoney();
        stack.post(issuer, "issuance", "/issues/" + issue + "/cancellation").refused(409, "units-sold");
        day(31);
        eventuallyEnds(issue, "SOLD");
        requested(clara, offer, 1).refused(409, "offer-exhausted");
        assertThat(held()).isEqualTo(Map.of(issuer.subject(), 500L, anna.subject(), 300L, boris.subject(), 200L));
    }

    private void aPlacementBelowItsMinimumGivesEverythingBack() {
        UUID other = UUID.randomUUID();
        place(other, 32, 60, true);
        day(33);
        UUID offer = offerOf(other);
        eventually(boris, requests(boris, offer, 10), "FAILED", "not-qualified");
        for (Login login : List.of(anna, clara)) {
            String qualification = "/investors/" + login.subject() + "/qualification";
            stack.put(operator, "compliance", qualification, "{'qualified': true}")
                    .ok();
        }
        UUID first = requests(anna, offer, 100);
        UUID last = requests(clara, offer, 399);
        eventually(anna, first, "MONEY_HELD", "");
        eventually(clara, last, "MONEY_HELD", "");
        day(45);
        String extension = "{'closesAt': '%s'}".formatted(at(70));
        stack.post(issuer, "issuance", "/issues/" + other + "/extension", extension)
                .ok();
        day(61);
        assertThat(stack.get(anna, "settlement", "/trades/" + first).text("/status"))
                .isEqualTo("MONEY_HELD");
        day(71);
        eventually(anna, first, "FAILED", "minimum-not-reached");
        eventually(clara, last, "FAILED", "minimum-not-reached");
        eventuallyEnds(other, "FAILED");
        assertMoney();
        assertThat(held(other)).isEqualTo(Map.of(issuer.subject(), 1000L));
        assertThat(stack.get(clara, "compliance", "/limits/me").ok().number("/used"))
                .isZero();
    }

    private void place(UUID id, int opens, int closes, boolean qualifiedOnly) {
        String path = "/issues/" + id;
        String terms = ("{'name': 'Year %s', 'units': 1000, 'unitPrice': %d, 'opensAt': '%s', 'closesAt': '%s',"
                        + " 'minimumUnits': 500, 'mostPerInvestor': 400, 'qualifiedOnly': %s}")
                .formatted(run, PRICE, at(opens), at(closes), qualifiedOnly);
        stack.put(issuer, "issuance", path, terms).ok();
        stack.put(issuer, "issuance", path + "/decision", DECISION).ok();
        stack.post(operator, "issuance", path + "/approval").ok();
        stack.post(issuer, "issuance", path + "/placement").ok();
    }

    private String status(UUID id) {
        return stack.get(issuer, "issuance", "/issues/" + id).ok().text("/status");
    }

    private UUID offerOf(UUID id) {
        await().atMost(ofMinutes(2)).pollInterval(ofMillis(200)).until(() -> status(id)
                .equals("OPEN"));
        return UUID.fromString(stack.get(anna, "issuance", "/issues/" + id).ok().text("/offer"));
    }

    private void eventuallyEnds(UUID id, String outcome) {
        await().atMost(ofMinutes(2)).pollInterval(ofMillis(200)).until(() -> stack.get(
                        issuer, "issuance", "/issues/" + id)
                .ok()
                .text("/outcome")
                .equals(outcome));
    }

    private Reply requested(Login buyer, UUID offer, long units) {
        String request = "{'offer': '%s', 'units': %d}".formatted(offer, units);
        return stack.put(buyer, "settlement", "/trades/" + UUID.randomUUID(), request);
    }

    private UUID requests(Login buyer, UUID offer, long units) {
        return UUID.fromString(requested(buyer, offer, units).ok().text("/id"));
    }

    private void eventually(Login buyer, UUID trade, String status, String reason) {
        Reply reply = await().atMost(ofMinutes(2))
                .pollInterval(ofMillis(100))
                .until(
                        () -> stack.get(buyer, "settlement", "/trades/" + trade).ok(),
                        one -> List.of("DONE", "FAILED", status).contains(one.text("/status")));
        assertThat(reply.text("/status")).as("%s", reply).isEqualTo(status);
        assertThat(reply.text("/reason")).as("%s", reply).isEqualTo(reason);
    }

    /** Ends {@code DONE}, or fails for the reason. */
    private void sells(Login seller, Login buyer, long units, long price, String end) {
        UUID offer = UUID.randomUUID();
        String terms = "{'asset': '%s', 'units': %d, 'unitPrice': %d}".formatted(issue, units, price);
        stack.put(seller, "settlement", "/offers/" + offer, terms).ok();
        UUID trade = requests(buyer, offer, units);
        if (end.equals("DONE")) {
            eventually(buyer, trade, "DONE", "");
            pays(buyer, seller, units * price);
        } else {
            eventually(buyer, trade, "FAILED", end);
        }
        assertMoney();
    }

    private void pays(Login payer, Login payee, long amount) {
        money.merge(payer, -amount, Long::sum);
        money.merge(payee, amount, Long::sum);
    }

    /** Announced a week before its record date, paid five days after it; returns the register of the record date. */
    private Reply aCouponIsPaid(int day, Runnable meanwhile) {
        day(day - 7);
        long amount = 1_000_001;
        String payment = announced("COUPON", day, amount);
        day(day);
        stack.clock().set(at(day).plusSeconds(60));
        Map<String, Long> then = held();
        meanwhile.run();
        assertThat(stack.get(issuer, "settlement", payment).ok().text("/status"))
                .isNotEqualTo("DONE");
        day(day + 6);
        awaitPayment(payment, "DONE");
        JsonNode payouts = payouts(payment);
        assertThat(sum(payouts, "gross")).as("to the last kopeck").isEqualTo(amount);
        then.remove(issuer.subject());
        assertThat(payouts.size()).isEqualTo(then.size());
        payouts.forEach(payout -> {
            long units = then.get(payout.at("/holder").asString());
            assertThat(payout.at("/held").asLong()).isEqualTo(units);
            long exact = amount * units / 500;
            assertThat(payout.at("/gross").asLong()).isBetween(exact, exact + 1);
        });
        arePaid(payouts);
        return stack.get(operator, "registry", "/assets/" + issue + "/extract?at=" + at(day))
                .ok();
    }

    private String announced(String kind, int day, long amount) {
        String path = "/payments/" + UUID.randomUUID();
        String terms = "{'asset': '%s', 'kind': '%s', 'amount': %d, 'recordAt': '%s', 'payAt': '%s'}"
                .formatted(issue, kind, amount, at(day), at(day + 5));
        stack.put(issuer, "settlement", path, terms).ok();
        stack.put(issuer, "settlement", "/payments/" + UUID.randomUUID(), terms).refused(409, "record-dates-overlap");
        return path;
    }

    private void awaitPayment(String path, String status) {
        await().atMost(ofMinutes(2)).pollInterval(ofMillis(200)).until(() -> stack.get(issuer, "settlement", path)
                .ok()
                .text("/status")
                .equals(status));
    }

    private JsonNode payouts(String payment) {
        return stack.get(issuer, "settlement", payment + "/payouts").ok().json();
    }

    private static long sum(JsonNode payouts, String what) {
        return StreamSupport.stream(payouts.spliterator(), false)
                .mapToLong(payout -> payout.at("/" + what).asLong())
                .sum();
    }

    /** Each once, and nobody else: what they have says so. */
    private void arePaid(JsonNode payouts) {
        for (JsonNode payout : payouts) {
            assertThat(payout.at("/status").asString()).isEqualTo("PAID");
            Login holder = money.keySet().stream()
                    .filter(login -> login.subject().equals(payout.at("/holder").asString()))
                    .findFirst()
                    .orElseThrow();
            pays(
                    issuer,
                    holder,
                    payout.at("/gross").asLong() - payout.at("/withheld").asLong());
        }
        assertMoney();
    }

    private UUID unitsAreArrested(Login holder, long units) {
        UUID id = UUID.randomUUID();
        String order = "/orders/" + id;
        String terms =
                "{'kind': 'ARREST', 'asset': '%s', 'holder': '%s', 'units': %d, 'documentSha256': '%s', 'reason': 'Order 17'}";
        stack.put(operator, "registry", order, terms.formatted(issue, holder.subject(), units, COURT))
                .ok();
        String other = "{'documentSha256': '%s'}".formatted(COURT.replace('9', '8'));
        stack.post(second, "registry", order + "/approval", other).refused(409, "another-document");
        String same = "{'documentSha256': '%s'}".formatted(COURT);
        stack.post(operator, "registry", order + "/approval", same).refused(403, "four-eyes");
        stack.post(second, "registry", order + "/approval", same).ok();
        return id;
    }

    private void isReleased(UUID restriction) {
        String order = "/orders/" + UUID.randomUUID();
        String terms = "{'kind': 'RELEASE', 'restriction': '%s', 'documentSha256': '%s', 'reason': 'Order 18'}";
        stack.put(operator, "registry", order, terms.formatted(restriction, COURT))
                .ok();
        stack.post(second, "registry", order + "/approval", "{'documentSha256': '%s'}".formatted(COURT))
                .ok();
    }

    /** The issuer's money is there for all; who cannot give the units has it kept, until they can. */
    private void whatIsArrestedIsNotRedeemed(UUID arrest) {
        day(350);
        String payment = announced("REDEMPTION", 360, 500 * PRICE);
        day(366);
        awaitPayment(payment, "KEEPING");
        assertThat(held().get(boris.subject())).isEqualTo(200);
        assertThat(held()).doesNotContainKeys(anna.subject(), clara.subject());
        isReleased(arrest);
        stack.post(issuer, "settlement", payment + "/retry").ok();
        awaitPayment(payment, "DONE");
        JsonNode payouts = payouts(payment);
        assertThat(sum(payouts, "units")).isEqualTo(500);
        assertThat(sum(payouts, "gross")).isEqualTo(500 * PRICE);
        arePaid(payouts);
        assertThat(held()).isEqualTo(Map.of(issuer.subject(), 1000L));
    }

    private void booksAndChainAreProven(Reply firstRecord) {
        Reply totals = stack.get(operator, "bank-nominal", "/totals").ok();
        assertThat(totals.number("/wrongAccounts")).isZero();
        assertThat(totals.number("/deposits"))
                .as("%s", totals)
                .isEqualTo(totals.number("/withdrawals") + totals.number("/balances") + totals.number("/held"));
        assertThat(money.values().stream().mapToLong(Long::longValue).sum()).isEqualTo(130_000_000);
        String yesterday = LocalDate.ofInstant(stack.now(), MOSCOW).minusDays(1).toString();
        await().atMost(ofMinutes(2)).pollInterval(ofMillis(500)).until(() -> stack.get(
                        operator, "bank-nominal", "/closings")
                .ok()
                .text("/0/day")
                .equals(yesterday));
        Reply closings = stack.get(operator, "bank-nominal", "/closings/verify").ok();
        assertThat(closings.text("/valid")).as("%s", closings).isEqualTo("true");
        assertThat(closings.number("/days")).isGreaterThanOrEqualTo(365);
        chainIsProven(firstRecord);
    }

    private void chainIsProven(Reply firstRecord) {
        Reply chain = stack.get(operator, "registry", "/chain/verify").ok();
        assertThat(chain.text("/valid")).as("%s", chain).isEqualTo("true");
        Reply again = stack.get(operator, "registry", "/assets/" + issue + "/extract?at=" + at(90))
                .ok();
        assertThat(Arrays.equals(again.body(), firstRecord.body()))
                .as("the same moment, the same bytes")
                .isTrue();
    }

    /** Days stay closed, the chain's time does not go back, and what is done meanwhile is done once. */
    private void aClockThatGoesBackChangesNothing(Reply firstRecord) {
        Instant now = stack.now();
        Reply before = stack.get(operator, "bank-nominal", "/closings").ok();
        stack.clock().set(now.minus(ofDays(100)));
        try {
            deposits(clara, 1_000);
            unitsAreArrested(issuer, 10);
            String payment = "{'asset': '%s', 'kind': 'INCOME', 'amount': 1, 'recordAt': '%s', 'payAt': '%s'}"
                    .formatted(issue, at(200), at(201));
            stack.put(issuer, "settlement", "/payments/" + UUID.randomUUID(), payment)
                    .refused(422, "record-date-over");
            anIncomeIsPaidNow();
            chainIsProven(firstRecord);
            assertThat(stack.get(operator, "bank-nominal", "/closings/verify")
                            .ok()
                            .text("/valid"))
                    .isEqualTo("true");
        } finally {
            stack.clock().set(now.plus(Duration.ofMinutes(1)));
        }
        assertThat(stack.get(operator, "bank-nominal", "/closings").ok().body()).isEqualTo(before.body());
        assertThat(stack.get(operator, "bank-nominal", "/closings/verify").ok().text("/valid"))
                .isEqualTo("true");
        assertMoney();
    }

    /** To the holders of that time, which the register knows still. */
    private void anIncomeIsPaidNow() {
        Instant then = stack.now().plus(Duration.ofHours(1));
        String path = "/payments/" + UUID.randomUUID();
        String terms = "{'asset': '%s', 'kind': 'INCOME', 'amount': 50000, 'recordAt': '%s', 'payAt': '%s'}"
                .formatted(issue, then, then);
        stack.put(issuer, "settlement", path, terms).ok();
        stack.clock().set(then.plusSeconds(1));
        awaitPayment(path, "DONE");
        JsonNode payouts = payouts(path);
        assertThat(payouts.size()).isEqualTo(3);
        assertThat(sum(payouts, "gross")).isEqualTo(50_000);
        arePaid(payouts);
    }

    private void assertMoney() {
        money.forEach((login, amount) -> {
            Reply account = stack.get(login, "bank-nominal", "/accounts/me").ok();
            assertThat(account.number("/balance") + account.number("/held"))
                    .as(login.name())
                    .isEqualTo(amount);
        });
    }

    private Map<String, Long> held() {
        return held(issue);
    }

    private Map<String, Long> held(UUID asset) {
        Map<String, Long> held = new TreeMap<>();
        JsonNode holders = stack.get(operator, "registry", "/assets/" + asset + "/holdings")
                .ok()
                .json();
        for (JsonNode holding : holders) {
            if (holding.at("/units").asLong() > 0) {
                held.put(holding.at("/holder").asString(), holding.at("/units").asLong());
            }
        }
        return held;
    }
}
