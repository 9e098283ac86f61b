package io.cfa.settlement.placement;

import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.parallel.ExecutionMode.CONCURRENT;

import io.cfa.contract.Answer;
import io.cfa.settlement.FakeSagaParticipants;
import io.cfa.settlement.FakeSagaParticipants.Trouble;
import io.cfa.settlement.RunningSettlement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

class PlacementApiTest extends RunningSettlement {

    private static final FakeSagaParticipants THREE = FakeSagaParticipants.HERE;

    @Autowired
    private JdbcClient database;

    private final Login issuance = login("settlement.place-offers");
    private final Login issuer = login("issuer");
    private final Login anna = login("investor");
    private final Login boris = login("investor");
    private final UUID id = UUID.nameUUIDFromBytes(UUID.randomUUID().toString().getBytes());
    private final String path = "/offers/" + id;
    private final Instant closesAt = Instant.now().plus(Duration.ofHours(1));

    @Test
    void noUnitMovesBeforeTheMinimumIsReachedAndThenAllDo() {
        place("'minimumUnits': 10, 'closesAt': '%s'".formatted(closesAt));
        UUID first = buys(anna, 3);
        waits(first);
        UUID second = buys(boris, 7);
        assertThat(settled(second).status()).isEqualTo("DONE");
        assertThat(settled(first).status()).isEqualTo("DONE");
        assertThat(command("cancellation").problem()).isEqualTo("units-sold");
        assertThat(command("closing").json().at("/outcome").asString()).isEqualTo("SOLD");
        assertThat(command("closing").json().at("/status").asString()).isEqualTo("WITHDRAWN");
        assertThat(events(id))
                .containsExactly(
                        "io.cfa.settlement.offer-made",
                        "io.cfa.settlement.placement-reached",
                        "io.cfa.settlement.placement-sold");
    }

    @Test
    void aPlacementThatFailsGivesEverybodyTheirMoneyBackOnce() {
        place("'minimumUnits': 10, 'closesAt': '%s'".formatted(closesAt));
        UUID first = buys(anna, 3);
        UUID second = buys(boris, 6);
        waits(first);
        waits(second);
        over();
        for (UUID trade : List.of(first, second)) {
            End end = settled(trade);
            assertThat(end.status()).isEqualTo("FAILED");
            assertThat(end.reason()).isEqualTo("minimum-not-reached");
            assertThat(THREE.status("holds", trade)).isEqualTo("RELEASED");
            assertThat(THREE.status("reservations", trade)).isEqualTo("RELEASED");
            assertThat(THREE.calls(trade)).doesNotContain("PUT transfers").containsOnlyOnce("holds release");
        }
        Answer offer = get(path, issuer.token());
        assertThat(offer.json().at("/outcome").asString()).isEqualTo("FAILED");
        assertThat(unitsLeft(id)).isEqualTo(100);
        assertProblem(put("/trades/" + UUID.randomUUID(), anna.token(), request(1)), 409, "offer-exhausted");
    }

    /** Who has waited for months may be blocked by now: their units do not count for the minimum, and nobody else's move for it. */
    @Test
    void whoIsNotApprovedAnyMoreWhenThereAreEnoughDoesNotCountForTheMinimum() {
        place("'minimumUnits': 10, 'closesAt': '%s'".formatted(closesAt));
        UUID first = buys(anna, 3);
        waits(first);
        THREE.plan(first, "PUT reservations", Trouble.REFUSED);
        UUID second = buys(boris, 7);
        assertThat(settled(first)).isEqualTo(new End("FAILED", "no-reservations"));
        assertThat(THREE.status("holds", first)).isEqualTo("RELEASED");
        await().atMost(ofMinutes(2)).until(() -> unitsLeft(id) == 93);
        assertThat(THREE.calls(second)).doesNotContain("PUT transfers");
        UUID third = buys(boris, 3);
        assertThat(settled(third).status()).isEqualTo("DONE");
        assertThat(settled(second).status()).isEqualTo("DONE");
        assertThat(events(id)).containsExactly("io.cfa.settlement.offer-made", "io.cfa.settlement.placement-reached");
    }

    /** As long as it is not known whether they may buy, the placement is neither closed nor has it failed. */
    @Test
    void aPlacementIsNotClosedWhileItsLastBuyersAreBeingChecked() {
        place("'minimumUnits': 10, 'closesAt': '%s'".formatted(closesAt));
        UUID first = buys(anna, 3);
        waits(first);
        THREE.planForLong(first, "PUT reservations", Trouble.BROKEN);
        UUID second = buys(boris, 7);
        await().atMost(ofMinutes(2)).until(() -> unitsLeft(id) == 90);
        assertProblem(command("closing"), 409, "minimum-being-confirmed");
        over();
        await().atMost(ofMinutes(2)).until(() -> THREE.calls(first).size() > 4);
        assertThat(get(path, issuer.token()).json().has("outcome")).isFalse();
        THREE.mend(first);
        assertThat(settled(first).status()).isEqualTo("DONE");
        assertThat(settled(second).status()).isEqualTo("DONE");
        await().atMost(ofMinutes(2)).until(() -> outcome().equals("SOLD"));
    }

    /** Nobody's money is held against their will until the deadline. */
    @Test
    void whoCancelsWhileTheyWaitHasTheirMoneyBackAtOnce() {
        place("'minimumUnits': 10, 'closesAt': '%s'".formatted(closesAt));
        UUID first = buys(anna, 9);
        waits(first);
        assertThat(post("/trades/" + first + "/cancellation", anna.token(), "").status())
                .isEqualTo(202);
        assertThat(settled(first)).isEqualTo(new End("FAILED", "cancelled"));
        assertThat(THREE.status("holds", first)).isEqualTo("RELEASED");
        UUID second = buys(boris, 9);
        waits(second);
        assertThat(unitsLeft(id)).isEqualTo(91);
    }

    /** A repeated refund that is answered with a conflict and moves money after all is what users of other ledgers report. */
    @ParameterizedTest
    @Execution(CONCURRENT)
    @CsvSource({
        "holds release, BROKEN",
        "holds release, ANSWER_LOST",
        "reservations release, BROKEN",
        "reservations release, ANSWER_LOST",
        "transfers cancellation, BROKEN",
        "transfers cancellation, ANSWER_LOST"
    })
    void whateverGoesWrongWithARefundItIsMadeOnceAndAskingAgainChangesNothing(String call, Trouble trouble) {
        place("'minimumUnits': 10, 'closesAt': '%s'".formatted(closesAt));
        UUID trade = buys(anna, 3);
        waits(trade);
        THREE.plan(trade, call, trouble);
        THREE.plan(trade, call, trouble);
        assertThat(command("cancellation").json().at("/outcome").asString()).isEqualTo("CANCELLED");
        assertThat(command("cancellation").json().at("/outcome").asString()).isEqualTo("CANCELLED");
        assertThat(settled(trade)).isEqualTo(new End("FAILED", "placement-cancelled"));
        List<String> calls = THREE.calls(trade);
        assertThat(command("cancellation").status()).isEqualTo(200);
        assertThat(command("closing").json().at("/outcome").asString()).isEqualTo("CANCELLED");
        assertThat(post("/trades/" + trade + "/cancellation", anna.token(), "").status())
                .isEqualTo(202);
        assertThat(THREE.status("holds", trade)).isEqualTo("RELEASED");
        assertThat(THREE.status("reservations", trade)).isEqualTo("RELEASED");
        assertThat(THREE.status("transfers", trade)).isEqualTo("CANCELLED");
        assertThat(THREE.calls(trade)).isEqualTo(calls);
        assertThat(unitsLeft(id)).isEqualTo(100);
        assertThat(events(id)).containsExactly("io.cfa.settlement.offer-made", "io.cfa.settlement.placement-cancelled");
    }

    @Test
    void onlyServicesEndPlacementsAndNoSellerTakesOneBack() {
        place("'mostPerBuyer': 5, 'closesAt': '%s'".formatted(closesAt));
        for (Login login : List.of(issuer, anna, login("operator"))) {
            assertThat(post(path + "/cancellation", login.token(), "").status()).isEqualTo(403);
        }
        assertProblem(post(path + "/withdrawal", issuer.token(), ""), 409, "placement-open");
        assertThat(command("cancellation").json().at("/outcome").asString())
                .as("nobody has bought")
                .isEqualTo("CANCELLED");
        assertThat(post(path + "/withdrawal", issuer.token(), "").status()).isEqualTo(200);
    }

    @Test
    void aPlacementIsCancelledAndExtendedUntilItHasEnded() {
        place("'minimumUnits': 10, 'closesAt': '%s'".formatted(closesAt));
        UUID trade = buys(anna, 3);
        waits(trade);
        Answer early = extend(closesAt.minus(Duration.ofMinutes(1)));
        assertProblem(early, 422, "deadline-earlier");
        assertThat(early.json().at("/errors/0/field").asString()).isEqualTo("closesAt");
        Instant later = closesAt.plus(Duration.ofDays(1));
        assertThat(Instant.parse(extend(later).json().at("/placement/closesAt").asString()))
                .isAfter(closesAt);
        assertThat(Instant.parse(get("/trades/" + trade, anna.token())
                        .json()
                        .at("/expiresAt")
                        .asString()))
                .isAfter(later);
        assertThat(command("cancellation").json().at("/outcome").asString()).isEqualTo("CANCELLED");
        assertThat(settled(trade).reason()).isEqualTo("placement-cancelled");
        assertProblem(extend(later.plus(Duration.ofDays(1))), 409, "placement-over");
    }

    @Test
    void nobodyHasMoreThanTheMostAndNobodyBuysAfterTheDeadline() {
        place("'mostPerBuyer': 5, 'closesAt': '%s'".formatted(closesAt));
        assertThat(settled(buys(anna, 3)).status()).isEqualTo("DONE");
        Answer tooMany = put("/trades/" + UUID.randomUUID(), anna.token(), request(3));
        assertProblem(tooMany, 409, "more-than-allowed");
        assertThat(tooMany.json().at("/errors/0/field").asString()).isEqualTo("units");
        assertThat(settled(buys(anna, 2)).status()).isEqualTo("DONE");
        assertThat(settled(buys(boris, 5)).status()).isEqualTo("DONE");
        assertThat(command("cancellation").problem()).isEqualTo("units-sold");
    }

    @Test
    void whatInvestorsOfferIsNoPlacementAndAMinimumHasADeadline() {
        String terms = terms("'minimumUnits': 10, 'closesAt': '%s'".formatted(closesAt));
        assertProblem(put("/offers/" + UUID.randomUUID(), anna.token(), terms), 422, "no-placement");
        Answer more = put(path, issuance.token(), terms.replace("'minimumUnits': 10", "'minimumUnits': 101"));
        assertProblem(more, 422, "minimum-wrong");
        assertProblem(put(path, issuance.token(), terms("'minimumUnits': 10")), 422, "minimum-wrong");
        UUID own = offer(anna, 5, 5);
        assertThat(post("/offers/" + own + "/closing", issuance.token(), "").status())
                .isEqualTo(404);
    }

    @Test
    void anotherPlacementUnderTheSameIdIsRefused() {
        place("'mostPerBuyer': 5, 'closesAt': '%s'".formatted(closesAt));
        for (String other : List.of(
                "'mostPerBuyer': 6, 'closesAt': '%s'".formatted(closesAt),
                "'mostPerBuyer': 5, 'closesAt': '%s'".formatted(closesAt.plusSeconds(1)),
                "'mostPerBuyer': 5",
                "'mostPerBuyer': 5, 'qualifiedOnly': true, 'closesAt': '%s'".formatted(closesAt))) {
            assertProblem(put(path, issuance.token(), terms(other)), 409, "id-taken");
        }
        extend(closesAt.plusSeconds(1));
        assertThat(put(path, issuance.token(), terms("'mostPerBuyer': 5, 'closesAt': '%s'".formatted(closesAt)))
                        .status())
                .as("as it was before it was extended")
                .isEqualTo(200);
    }

    /** As its deadline is over. */
    private void over() {
        database.sql("update offer set closes_at = now() - interval '1 second' where id = :id")
                .param("id", id)
                .update();
    }

    private String outcome() {
        return get(path, issuer.token()).json().at("/outcome").asString("");
    }

    private void place(String placement) {
        Answer placed = put(path, issuance.token(), terms(placement));
        assertThat(placed.status()).as(placed.body()).isEqualTo(201);
        assertThat(put(path, issuance.token(), terms(placement)).status()).isEqualTo(200);
    }

    private String terms(String placement) {
        return "{'asset': '%s', 'units': 100, 'unitPrice': 1000, 'seller': '%s', 'placement': {%s}}"
                .formatted(id, issuer.subject(), placement);
    }

    private String request(long units) {
        return "{'offer': '%s', 'units': %d}".formatted(id, units);
    }

    private UUID buys(Login buyer, long units) {
        UUID trade = UUID.randomUUID();
        Answer answer = put("/trades/" + trade, buyer.token(), request(units));
        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
        return trade;
    }

    /** Its money is held, and nothing else was asked for. */
    private void waits(UUID trade) {
        String operator = login("operator").token();
        await().atMost(ofMinutes(2)).until(() -> get("/trades/" + trade, operator)
                .json()
                .at("/status")
                .asString()
                .equals("MONEY_HELD"));
        assertThat(THREE.status("holds", trade)).isEqualTo("TAKEN");
        assertThat(THREE.calls(trade)).containsExactly("PUT reservations", "PUT holds");
    }

    private Answer command(String verb) {
        return post(path + "/" + verb, issuance.token(), "");
    }

    private Answer extend(Instant to) {
        return post(path + "/extension", issuance.token(), "{'closesAt': '%s'}".formatted(to));
    }
}
