package io.cfa.settlement.payment;

import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cfa.contract.Answer;
import io.cfa.settlement.FakePaymentParticipants;
import io.cfa.settlement.RunningSettlement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

class PaymentApiTest extends RunningSettlement {

    private static final FakePaymentParticipants THREE = FakePaymentParticipants.HERE;

    @Autowired
    private JdbcClient database;

    private final Login operator = login("operator");
    private final Login issuer = login("issuer");
    private final Login anna = login("investor");
    private final Login boris = login("investor");
    private final Login clara = login("investor");
    private final TreeMap<String, Long> holders = new TreeMap<>();
    private final UUID id = UUID.randomUUID();
    private final String path = "/payments/" + id;
    private UUID asset;
    private String announced;

    private void heldBy(long annas, long boris, long claras, long funds) {
        holders.put(anna.subject(), annas);
        holders.put(this.boris.subject(), boris);
        holders.put(clara.subject(), claras);
        holders.put(issuer.subject(), 500L);
        asset = THREE.asset(issuer.subject(), funds, holders);
    }

    @Test
    void aCouponIsSharedToTheLastKopeckAndTaxedAndPaidOnce() {
        heldBy(1, 1, 1, 1_000_000);
        put("/tax-statuses/" + boris.subject(), operator.token(), "{'kind': 'NON_RESIDENT'}");
        put("/tax-statuses/" + clara.subject(), operator.token(), "{'kind': 'EXEMPT'}");
        Answer first = announce("COUPON", 100_000, "");
        assertThat(first.status()).as(first.body()).isEqualTo(201);
        assertThat(announce("COUPON", 100_000, "").status()).isEqualTo(200);
        assertThat(ended().at("/status").asString()).isEqualTo("DONE");

        List<JsonNode> lines = everyItem(path + "/payouts", issuer.token());
        assertThat(lines)
                .extracting(line -> line.at("/gross").asLong())
                .containsExactlyInAnyOrder(33_334L, 33_333L, 33_333L);
        // 13 % and 30 % of 333.33 roubles, in whole roubles
        assertThat(of(lines, anna, "/withheld")).isEqualTo(4_300);
        assertThat(of(lines, boris, "/withheld")).isEqualTo(10_000);
        assertThat(of(lines, clara, "/withheld")).isZero();
        assertThat(of(lines, boris, "/taxRate")).isEqualTo(3_000);
        assertThat(of(lines, boris, "/net")).isEqualTo(of(lines, boris, "/gross") - 10_000);
        assertThat(THREE.money(boris.subject())).isEqualTo(of(lines, boris, "/gross") - 10_000);
        JsonNode taxes = get(path + "/taxes", issuer.token()).json();
        assertThat(taxes.at("/agent").asString())
                .as("who keeps what is withheld, and pays it on")
                .isEqualTo(issuer.subject());
        assertThat(taxes.at("/withheld").asLong()).isEqualTo(14_300);
        assertThat(taxes.at("/net").asLong()).isEqualTo(100_000 - 14_300);
        assertThat(taxes.at("/lines").valueStream())
                .extracting(line -> line.at("/taxpayer").asString() + " "
                        + line.at("/rate").asInt() + " " + line.at("/withheld").asLong())
                .containsExactly("EXEMPT 0 0", "NON_RESIDENT 3000 10000", "RESIDENT 1300 4300");
        assertThat(get(path + "/taxes", login("issuer").token()).status()).isEqualTo(404);
        assertThat(THREE.money(issuer.subject())).isEqualTo(1_000_000 - 100_000 + 14_300);
        assertThat(THREE.reserved(id)).isZero();
        assertThat(get("/payouts/me", anna.token()).json().at("/0/status").asString())
                .isEqualTo("PAID");
        assertThat(events(id))
                .containsExactly(
                        "io.cfa.settlement.payment-announced",
                        "io.cfa.settlement.payment-begun",
                        "io.cfa.settlement.payment-done");
    }

    @Test
    void whateverAnswerIsLostEachIsPaidOnce() {
        for (int i = 0; i < 250; i++) {
            holders.put(UUID.randomUUID().toString(), 1L + i);
        }
        heldBy(7, 5, 3, 10_000_000);
        THREE.loseAnswers(
                "/assets/" + asset + "/holdings",
                "/reserves/" + id + "/payouts",
                "/reserves/" + id + "/payouts",
                "/screenings/approvals");
        announce("INCOME", 9_999_999, "");
        assertThat(ended().at("/status").asString()).isEqualTo("DONE");
        long paid = everyItem(path + "/payouts?limit=100", operator.token()).stream()
                .mapToLong(line ->
                        line.at("/gross").asLong() - line.at("/withheld").asLong())
                .sum();
        long arrived = holders.keySet().stream()
                .filter(holder -> !holder.equals(issuer.subject()))
                .mapToLong(THREE::money)
                .sum();
        assertThat(arrived).isEqualTo(paid);
        assertThat(THREE.money(issuer.subject())).isEqualTo(10_000_000 - paid);
    }

    /** Two hosts' clocks differ, or one was set back. */
    @Test
    void whileTheRecordDateIsStillToComeForTheRegisterNobodyIsRead() {
        heldBy(1, 1, 2, 1_000_000);
        THREE.momentsToCome(3);
        announce("COUPON", 40_000, "");
        assertThat(ended().at("/status").asString()).isEqualTo("DONE");
        assertThat(everyItem(path + "/payouts", issuer.token())).hasSize(3);
        assertThat(THREE.money(clara.subject())).isEqualTo(20_000 - 2_600);
    }

    @Test
    void theMoneyOfWhoeverIsBlockedIsKeptAndPaidLater() {
        heldBy(2, 1, 1, 1_000_000);
        THREE.block(anna.subject(), true);
        THREE.account(boris.subject(), false);
        announce("INCOME", 40_000, "");
        until("KEEPING");
        assertThat(THREE.money(anna.subject())).isZero();
        assertThat(THREE.money(clara.subject())).isEqualTo(8_700);
        assertThat(THREE.reserved(id)).isEqualTo(17_400 + 8_700);
        assertThat(everyItem(path + "/payouts?status=KEPT", operator.token()))
                .extracting(line -> line.at("/reason").asString())
                .containsExactlyInAnyOrder("not-approved", "no-account");

        THREE.block(anna.subject(), false);
        THREE.account(boris.subject(), true);
        assertThat(post(path + "/retry", operator.token(), "").status()).isEqualTo(200);
        assertThat(ended().at("/status").asString()).isEqualTo("DONE");
        assertThat(THREE.money(anna.subject())).isEqualTo(17_400);
        assertThat(THREE.money(boris.subject())).isEqualTo(8_700);
    }

    @Test
    void anIssuerWithoutTheMoneyIsInDefaultUntilItRepairs() {
        heldBy(1, 1, 2, 40_000 - 5_200 - 1);
        announce("COUPON", 40_000, "");
        JsonNode defaulted = until("DEFAULTED");
        assertThat(defaulted.at("/reason").asString()).isEqualTo("insufficient-funds");
        assertThat(THREE.money(clara.subject()))
                .as("nobody is paid before all of it is there")
                .isZero();
        THREE.deposit(issuer.subject(), 1);
        post(path + "/retry", issuer.token(), "");
        JsonNode done = ended();
        assertThat(done.at("/status").asString()).isEqualTo("DONE");
        assertThat(done.at("/defaultedAt")).isEqualTo(defaulted.at("/defaultedAt"));
        assertThat(events(id))
                .containsSubsequence(
                        "io.cfa.settlement.payment-defaulted",
                        "io.cfa.settlement.payment-repaired",
                        "io.cfa.settlement.payment-done");
    }

    @Test
    void whileDaysOfGraceAreLeftMissingMoneyIsNoDefault() {
        heldBy(1, 1, 2, 0);
        announce("COUPON", 40_000, ", 'graceDays': 3");
        JsonNode overdue = overdue(true);
        assertThat(overdue.at("/status").asString()).isEqualTo("RESERVING");
        assertThat(overdue.at("/reason").asString()).isEqualTo("insufficient-funds");
        assertThat(overdue.has("defaultedAt")).isFalse();
        assertThat(events(id)).contains("io.cfa.settlement.payment-overdue");

        // as if three days had passed
        database.sql(
                        "update payment set pay_at = pay_at - interval '3 days', record_at = record_at - interval '3 days' where id = :id")
                .param("id", id)
                .update();
        post(path + "/retry", operator.token(), "");
        assertThat(until("DEFAULTED").at("/overdueAt")).isEqualTo(overdue.at("/overdueAt"));
        THREE.deposit(issuer.subject(), 40_000);
        post(path + "/retry", issuer.token(), "");
        assertThat(ended().at("/status").asString()).isEqualTo("DONE");
        assertThat(events(id))
                .containsSubsequence(
                        "io.cfa.settlement.payment-overdue",
                        "io.cfa.settlement.payment-defaulted",
                        "io.cfa.settlement.payment-repaired",
                        "io.cfa.settlement.payment-done");
    }

    @Test
    void whatIsRepairedWithinItsDaysOfGraceWasNeverInDefault() {
        heldBy(1, 1, 2, 0);
        announce("COUPON", 40_000, ", 'graceDays': 30");
        overdue(true);
        THREE.deposit(issuer.subject(), 40_000);
        post(path + "/retry", issuer.token(), "");
        JsonNode done = ended();
        assertThat(done.at("/status").asString()).isEqualTo("DONE");
        assertThat(done.has("defaultedAt")).isFalse();
        assertThat(done.has("overdueAt")).isTrue();
        assertThat(events(id)).doesNotContain("io.cfa.settlement.payment-defaulted");
    }

    /** A clock that is set back by a year gives nobody new days of grace. */
    @Test
    void whatIsInDefaultStaysSoWhateverTheClockSays() {
        heldBy(1, 1, 2, 0);
        announce("COUPON", 40_000, "");
        until("DEFAULTED");
        database.sql("update payment set grace_days = 30 where id = :id")
                .param("id", id)
                .update();
        int asked = THREE.calls("reserves");
        post(path + "/retry", operator.token(), "");
        await().atMost(ofMinutes(2)).until(() -> THREE.calls("reserves") > asked);
        assertThat(get(path, operator.token()).json().at("/status").asString()).isEqualTo("DEFAULTED");
    }

    private JsonNode overdue(boolean is) {
        recordDateComes();
        return await().atMost(ofMinutes(2))
                .until(() -> get(path, operator.token()).json(), payment -> payment.has("overdueAt") == is);
    }

    @Test
    void aRedemptionTakesUnitsBackButNotPastAnArrest() {
        heldBy(3, 2, 1, 1_000_000);
        THREE.restrict(boris.subject(), "units-restricted");
        announce("REDEMPTION", 60_000, "");
        until("KEEPING");
        assertThat(THREE.money(anna.subject())).isEqualTo(30_000);
        assertThat(THREE.money(boris.subject())).isZero();
        JsonNode kept =
                get(path + "/payouts?status=KEPT", operator.token()).json().at("/0");
        assertThat(kept.at("/holder").asString()).isEqualTo(boris.subject());
        assertThat(kept.at("/reason").asString()).isEqualTo("units-restricted");
        assertThat(kept.at("/units").asLong()).isEqualTo(2);

        THREE.restrict(boris.subject(), null);
        post(path + "/retry", issuer.token(), "");
        assertThat(ended().at("/status").asString()).isEqualTo("DONE");
        assertThat(THREE.money(boris.subject())).isEqualTo(20_000);
        assertThat(announceAnother("COUPON").problem()).isEqualTo("redeemed");
    }

    /** Units that a court gave to another after the record date are not the holder's to give back. */
    @Test
    void whoIsWithoutTheUnitsGetsNothingWhereAnOperatorFindsSoAndTheIssuerHasItsMoneyBack() {
        heldBy(3, 2, 1, 1_000_000);
        THREE.restrict(boris.subject(), "insufficient-units");
        THREE.restrict(clara.subject(), "units-restricted");
        announce("REDEMPTION", 60_000, "");
        until("KEEPING");
        assertProblem(lapse(clara, operator), 409, "not-without-units");
        assertProblem(lapse(anna, operator), 409, "not-without-units");
        assertThat(lapse(boris, issuer).status()).isEqualTo(403);
        THREE.loseAnswers("/reserves/" + id + "/release");

        assertThat(lapse(boris, operator).json().at("/status").asString()).isEqualTo("LAPSED");
        assertThat(lapse(boris, operator).json().at("/status").asString()).isEqualTo("LAPSED");
        until("KEEPING");
        assertThat(THREE.reserved(id))
                .as("while anybody waits, nothing goes back")
                .isEqualTo(30_000);
        await().atMost(ofMinutes(2)).until(() -> holdersOf("KEPT"), List.of(clara.subject())::equals);
        assertThat(holdersOf("LAPSED")).containsExactly(boris.subject());

        THREE.restrict(clara.subject(), null);
        post(path + "/retry", issuer.token(), "");
        assertThat(ended().at("/status").asString()).isEqualTo("DONE");
        assertThat(THREE.money(boris.subject())).isZero();
        assertThat(THREE.money(clara.subject())).isEqualTo(10_000);
        assertThat(THREE.money(issuer.subject())).isEqualTo(1_000_000 - 60_000 + 20_000);
        assertThat(THREE.reserved(id)).isZero();
        assertThat(events(id)).contains("io.cfa.settlement.payout-lapsed");
    }

    private Answer lapse(Login holder, Login by) {
        return post(path + "/payouts/" + holder.subject() + "/lapse", by.token(), "");
    }

    private List<String> holdersOf(String status) {
        return everyItem(path + "/payouts?status=" + status, operator.token()).stream()
                .map(line -> line.at("/holder").asString())
                .toList();
    }

    @Test
    void whoeverBuysWhatWillBeRedeemedIsRefused() {
        UUID offer = offer(anna, 100, 150_000);
        UUID sold = UUID.fromString(
                get("/offers/" + offer, anna.token()).json().at("/asset").asString());
        database.sql(
                        "insert into payment (id, asset, issuer, kind, amount, record_at, pay_at, status, announced_at, due_at)"
                                + " values (:id, :asset, 'somebody', 'REDEMPTION', 1, now() + interval '5 minutes',"
                                + " now() + interval '5 minutes', 'ANNOUNCED', now(), now() + interval '1 day')")
                .param("id", id)
                .param("asset", sold)
                .update();
        assertProblem(
                put("/trades/" + UUID.randomUUID(), boris.token(), "{'offer': '%s', 'units': 1}".formatted(offer)),
                409,
                "redemption-ahead");
    }

    @Test
    void whoeverBuysUnitsThatArePartlyRedeemedWaitsUntilTheyAre() {
        UUID offer = offer(anna, 100, 150_000);
        UUID sold = UUID.fromString(
                get("/offers/" + offer, anna.token()).json().at("/asset").asString());
        database.sql(
                        "insert into payment (id, asset, issuer, kind, units, amount, record_at, pay_at, status, announced_at, due_at)"
                                + " values (:id, :asset, 'somebody', 'PARTIAL_REDEMPTION', 3, 1, now() + interval '5 minutes',"
                                + " now() + interval '5 minutes', 'ANNOUNCED', now(), now() + interval '1 day')")
                .param("id", id)
                .param("asset", sold)
                .update();
        String trade = "{'offer': '%s', 'units': 1}".formatted(offer);
        assertProblem(put("/trades/" + UUID.randomUUID(), boris.token(), trade), 409, "redemption-ahead");
        database.sql("update payment set status = 'DONE', finished_at = now(), due_at = null where id = :id")
                .param("id", id)
                .update();
        assertThat(put("/trades/" + UUID.randomUUID(), boris.token(), trade).status())
                .isLessThan(300);
    }

    @Test
    void aPartOfEverybodyIsRedeemedByTheLargestRemainder() {
        heldBy(3, 3, 3, 1_000_000);
        announce("PARTIAL_REDEMPTION", 50_000, ", 'units': 5");
        assertThat(ended().at("/status").asString()).isEqualTo("DONE");
        List<JsonNode> lines = everyItem(path + "/payouts", issuer.token());
        assertThat(lines).extracting(line -> line.at("/units").asLong()).containsExactlyInAnyOrder(2L, 2L, 1L);
        assertThat(lines).allSatisfy(line -> assertThat(line.at("/gross").asLong())
                .isEqualTo(10_000 * line.at("/units").asLong()));
    }

    @Test
    void aHolderWishesAndTheIssuerAccepts() {
        heldBy(10, 2, 1, 1_000_000);
        String wish = terms("EARLY_REDEMPTION", 5_000, ", 'units': 4", Duration.ofHours(1));
        assertThat(put(path, anna.token(), wish).json().at("/status").asString())
                .isEqualTo("REQUESTED");
        assertThat(get(path, boris.token()).status()).isEqualTo(404);
        assertThat(post(path + "/acceptance", login("issuer").token(), "").status())
                .isEqualTo(404);
        assertThat(post(path + "/acceptance", issuer.token(), "")
                        .json()
                        .at("/status")
                        .asString())
                .isEqualTo("ANNOUNCED");
        assertThat(ended().at("/status").asString()).isEqualTo("DONE");
        assertThat(THREE.money(anna.subject())).isEqualTo(5_000);
        assertThat(everyItem(path + "/payouts", issuer.token())).hasSize(1);
    }

    @Test
    void anIssuerRedeemsAllUnitsEarlyAndNothingIsPaidForThemAfterwards() {
        heldBy(3, 2, 1, 1_000_000);
        announce("EARLY_REDEMPTION", 60_000, "");
        assertThat(ended().at("/status").asString()).isEqualTo("DONE");
        List<JsonNode> lines = everyItem(path + "/payouts", issuer.token());
        assertThat(lines).extracting(line -> line.at("/units").asLong()).containsExactlyInAnyOrder(3L, 2L, 1L);
        assertThat(THREE.money(anna.subject())).isEqualTo(30_000);
        assertRefused(announceAnother("COUPON"), 409, "redeemed", "recordAt");
        assertRefused(announceAnother("REDEMPTION"), 409, "redeemed", "recordAt");
    }

    @Test
    void whoHoldsFewerUnitsAtTheRecordDateThanTheyWishedToHaveRedeemedGetsNothing() {
        heldBy(3, 2, 1, 1_000_000);
        put(path, anna.token(), terms("EARLY_REDEMPTION", 5_000, ", 'units': 4", Duration.ofHours(1)));
        post(path + "/acceptance", issuer.token(), "");
        JsonNode end = ended();
        assertThat(end.at("/status").asString()).isEqualTo("CANCELLED");
        assertThat(end.at("/reason").asString()).isEqualTo("fewer-units");
        assertThat(THREE.money(anna.subject())).isZero();
        assertThat(THREE.money(issuer.subject())).isEqualTo(1_000_000);
    }

    @Test
    void aWishThatNobodyAcceptsEndsAtItsRecordDate() {
        heldBy(10, 2, 1, 1_000_000);
        put(path, anna.token(), terms("EARLY_REDEMPTION", 5_000, ", 'units': 4", Duration.ofHours(1)));
        JsonNode end = ended();
        assertThat(end.at("/status").asString()).isEqualTo("CANCELLED");
        assertThat(end.at("/reason").asString()).isEqualTo("not-accepted");
        assertThat(THREE.money(anna.subject())).isZero();
    }

    @Test
    void whatMakesNoSenseIsRefusedWithItsFieldAndNothingIsWritten() {
        heldBy(1, 1, 1, 1_000_000);
        String far = terms("COUPON", 100, "", Duration.ofHours(1));
        String early = far.replaceFirst("'payAt': '[^']*'", "'payAt': '2020-01-01T00:00:00Z'");
        String past = terms("COUPON", 100, "", Duration.ofSeconds(-60));
        String some = terms("PARTIAL_REDEMPTION", 100, "", Duration.ofHours(1));
        String tooMany = terms("PARTIAL_REDEMPTION", 100, ", 'units': 504", Duration.ofHours(1));
        assertRefused(put(path, issuer.token(), past), 422, "record-date-over", "recordAt");
        assertRefused(put(path, issuer.token(), early), 422, "pay-date-early", "payAt");
        assertRefused(put(path, issuer.token(), some), 422, "units-wrong", "units");
        assertRefused(put(path, issuer.token(), tooMany), 422, "too-many-units", "units");
        assertThat(put(path, issuer.token(), far.replace("}", ", 'graceDays': 31}"))
                        .json()
                        .at("/errors/0/field")
                        .asString())
                .isEqualTo("graceDays");
        assertThat(put(path, login("issuer").token(), far).status()).isEqualTo(403);
        assertThat(put(path, anna.token(), far).status()).isEqualTo(403);
        assertThat(put(path, issuer.token(), far.replace(asset.toString(), id.toString()))
                        .status())
                .isEqualTo(404);
        assertThat(get(path, issuer.token()).status()).isEqualTo(404);

        assertThat(put(path, issuer.token(), far).status()).isEqualTo(201);
        UUID overlapping = UUID.randomUUID();
        assertRefused(put("/payments/" + overlapping, issuer.token(), far), 409, "record-dates-overlap", "recordAt");
        assertThat(get("/payments/" + overlapping, issuer.token()).status()).isEqualTo(404);
        assertThat(events(overlapping)).isEmpty();
        assertThat(put("/payments/" + UUID.randomUUID(), issuer.token(), far.replace("COUPON", "INCOME"))
                        .status())
                .isEqualTo(201);
        assertThat(post(path + "/cancellation", issuer.token(), "")
                        .json()
                        .at("/status")
                        .asString())
                .isEqualTo("CANCELLED");
        assertThat(put("/payments/" + UUID.randomUUID(), issuer.token(), far).status())
                .isEqualTo(201);
    }

    private Answer announceAnother(String kind) {
        return put("/payments/" + UUID.randomUUID(), issuer.token(), terms(kind, 100, "", Duration.ofHours(1)));
    }

    private Answer announce(String kind, long amount, String more) {
        announced = announced == null ? terms(kind, amount, more, Duration.ofHours(1)) : announced;
        return put(path, issuer.token(), announced);
    }

    private String terms(String kind, long amount, String more, Duration in) {
        Instant record = Instant.now().plus(in);
        return "{'asset': '%s', 'kind': '%s', 'amount': %d, 'recordAt': '%s', 'payAt': '%s'%s}"
                .formatted(asset, kind, amount, record, record, more);
    }

    /** Whatever time a slow machine takes, it comes after the announcement. */
    private void recordDateComes() {
        database.sql("update payment set record_at = now(), pay_at = now(), due_at = now() where id = :id"
                        + " and status in ('REQUESTED', 'ANNOUNCED')")
                .param("id", id)
                .update();
    }

    private JsonNode ended() {
        recordDateComes();
        return await().atMost(ofMinutes(2))
                .until(() -> get(path, operator.token()).json(), payment -> List.of("DONE", "CANCELLED")
                        .contains(payment.at("/status").asString()));
    }

    private JsonNode until(String status) {
        recordDateComes();
        return await().atMost(ofMinutes(2))
                .until(
                        () -> get(path, operator.token()).json(),
                        payment -> payment.at("/status").asString().equals(status));
    }

    private static long of(List<JsonNode> lines, Login holder, String field) {
        return lines.stream()
                .filter(line -> line.at("/holder").asString().equals(holder.subject()))
                .findFirst()
                .orElseThrow()
                .at(field)
                .asLong();
    }

    private static void assertRefused(Answer answer, int status, String type, String field) {
        assertProblem(answer, status, type);
        assertThat(answer.json().at("/errors/0/field").asString()).isEqualTo(field);
    }
}
