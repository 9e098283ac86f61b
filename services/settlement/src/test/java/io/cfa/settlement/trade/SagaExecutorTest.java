package io.cfa.settlement.trade;

import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.parallel.ExecutionMode.CONCURRENT;

import io.cfa.contract.Realm;
import io.cfa.settlement.FakeSagaParticipants;
import io.cfa.settlement.FakeSagaParticipants.Trouble;
import io.cfa.settlement.RunningSettlement;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Its tests mostly wait for another attempt, each of a trade of its own: they wait at the same time. */
class SagaExecutorTest extends RunningSettlement {

    @Autowired
    private JdbcClient database;

    private final Login seller = login("investor");
    private final Login buyer = login("investor");
    private final UUID trade = UUID.randomUUID();
    private UUID offer;

    @BeforeEach
    void offered() {
        offer = offer(seller, 100, 5);
    }

    @Test
    @Execution(CONCURRENT)
    void limitMoneyAssetMoney() {
        buy(trade, 10);
        assertThat(settled(trade)).isEqualTo(new End("DONE", ""));
        assertThat(FakeSagaParticipants.HERE.calls(trade))
                .containsExactly("PUT reservations", "PUT holds", "PUT transfers", "holds capture");
        assertThat(unitsLeft(offer)).isEqualTo(90);
    }

    @ParameterizedTest
    @Execution(CONCURRENT)
    @CsvSource({"PUT holds, LIMIT_RESERVED", "holds capture, ASSET_MOVED"})
    void whatHasToWaitStandsWhereItWaits(String call, String status) {
        FakeSagaParticipants.HERE.planForLong(trade, call, Trouble.BROKEN);
        buy(trade, 10);
        await().atMost(ofMinutes(1)).until(() -> get("/trades/" + trade, buyer.token())
                .json()
                .at("/status")
                .asString()
                .equals(status));
        FakeSagaParticipants.HERE.mend(trade);
        assertThat(settled(trade)).isEqualTo(new End("DONE", ""));
        assertThat(FakeSagaParticipants.HERE.calls(trade))
                .as("what was agreed before is not asked for again, but for the screening")
                .containsOnlyOnce("PUT transfers");
    }

    @ParameterizedTest
    @Execution(CONCURRENT)
    @CsvSource({"PUT reservations, no-reservations", "PUT holds, no-holds", "PUT transfers, insufficient-units"})
    void whoeverRefusesEverythingIsGivenBack(String refused, String reason) {
        FakeSagaParticipants.HERE.plan(trade, refused, Trouble.REFUSED);
        buy(trade, 10);
        assertThat(settled(trade)).isEqualTo(new End("FAILED", reason));
        assertThat(FakeSagaParticipants.HERE.status("reservations", trade)).isEqualTo("RELEASED");
        assertThat(FakeSagaParticipants.HERE.status("holds", trade)).isEqualTo("RELEASED");
        assertThat(FakeSagaParticipants.HERE.status("transfers", trade)).isEqualTo("NONE");
        assertThat(unitsLeft(offer)).isEqualTo(100);
    }

    @ParameterizedTest
    @Execution(CONCURRENT)
    @CsvSource({
        "PUT reservations, BROKEN",
        "PUT reservations, ANSWER_LOST",
        "PUT holds, BROKEN",
        "PUT holds, ANSWER_LOST",
        "PUT reservations, MOVED_AWAY",
        "PUT holds, MOVED_AWAY",
        "PUT transfers, MOVED_AWAY",
        "PUT reservations, STRANGER",
        "PUT holds, STRANGER",
        "PUT transfers, STRANGER",
        "holds capture, STRANGER",
        "PUT transfers, BROKEN",
        "PUT transfers, ANSWER_LOST",
        "holds capture, BROKEN",
        "holds capture, ANSWER_LOST",
        "holds capture, REFUSED"
    })
    void noAnswerIsAskedForAgainAndAfterTheAssetHasMovedARefusalToo(String call, Trouble trouble) {
        FakeSagaParticipants.HERE.plan(trade, call, trouble);
        FakeSagaParticipants.HERE.plan(trade, call, trouble);
        buy(trade, 10);
        assertThat(settled(trade)).isEqualTo(new End("DONE", ""));
        assertThat(FakeSagaParticipants.HERE.calls(trade).stream().filter(call::equals))
                .hasSize(3);
        assertThat(FakeSagaParticipants.HERE.status("holds", trade)).isEqualTo("CAPTURED");
        assertThat(FakeSagaParticipants.HERE.status("transfers", trade)).isEqualTo("TAKEN");
        assertThat(unitsLeft(offer)).isEqualTo(90);
    }

    @ParameterizedTest
    @Execution(CONCURRENT)
    @ValueSource(strings = {"holds release", "reservations release"})
    void givingBackIsAskedForAgainToo(String call) {
        FakeSagaParticipants.HERE.plan(trade, "PUT transfers", Trouble.REFUSED);
        FakeSagaParticipants.HERE.plan(trade, call, Trouble.ANSWER_LOST);
        FakeSagaParticipants.HERE.plan(trade, call, Trouble.BROKEN);
        buy(trade, 10);
        assertThat(settled(trade)).isEqualTo(new End("FAILED", "insufficient-units"));
        assertThat(FakeSagaParticipants.HERE.status("holds", trade)).isEqualTo("RELEASED");
        assertThat(FakeSagaParticipants.HERE.status("reservations", trade)).isEqualTo("RELEASED");
        assertThat(unitsLeft(offer)).isEqualTo(100);
    }

    @Test
    @Execution(CONCURRENT)
    void whoeverHasNoMoneyTakesNoUnitsFromAnybody() {
        FakeSagaParticipants.HERE.planForLong(trade, "PUT holds", Trouble.BROKEN);
        buy(trade, 100);
        await().atMost(ofMinutes(1))
                .until(() -> FakeSagaParticipants.HERE.calls(trade).contains("PUT holds"));
        UUID another = UUID.randomUUID();
        buy(another, 100);
        assertThat(settled(another)).isEqualTo(new End("DONE", ""));
        assertThat(post("/trades/" + trade + "/cancellation", buyer.token(), "").status())
                .isEqualTo(202);
        assertThat(settled(trade)).isEqualTo(new End("FAILED", "cancelled"));
        assertThat(FakeSagaParticipants.HERE.status("holds", trade)).isEqualTo("RELEASED");
        assertThat(unitsLeft(offer)).isZero();
    }

    @Test
    @Execution(CONCURRENT)
    void whoeverComesLateFindsTheOfferExhaustedAndHasTheirMoneyBack() {
        FakeSagaParticipants.HERE.planForLong(trade, "PUT holds", Trouble.BROKEN);
        buy(trade, 60);
        UUID another = UUID.randomUUID();
        buy(another, 60);
        assertThat(settled(another)).isEqualTo(new End("DONE", ""));
        FakeSagaParticipants.HERE.mend(trade);
        assertThat(settled(trade)).isEqualTo(new End("FAILED", "offer-exhausted"));
        assertThat(FakeSagaParticipants.HERE.status("holds", trade)).isEqualTo("RELEASED");
        assertThat(unitsLeft(offer)).isEqualTo(40);
    }

    @Test
    @Execution(CONCURRENT)
    void whatIsCancelledWhileTheAssetMayBeMovingAsksTheRegistryFirst() {
        FakeSagaParticipants.HERE.planForLong(trade, "PUT transfers", Trouble.BROKEN);
        buy(trade, 10);
        await().atMost(ofMinutes(1))
                .until(() -> FakeSagaParticipants.HERE.calls(trade).contains("PUT transfers"));
        assertThat(post("/trades/" + trade + "/cancellation", buyer.token(), "").status())
                .isEqualTo(202);
        assertThat(settled(trade)).isEqualTo(new End("FAILED", "cancelled"));
        assertThat(FakeSagaParticipants.HERE.status("transfers", trade)).isEqualTo("CANCELLED");
        assertThat(unitsLeft(offer)).isEqualTo(100);

        UUID moved = UUID.randomUUID();
        FakeSagaParticipants.HERE.planForLong(moved, "PUT transfers", Trouble.ANSWER_LOST);
        buy(moved, 10);
        await().atMost(ofMinutes(1))
                .until(() -> FakeSagaParticipants.HERE.calls(moved).contains("PUT transfers"));
        post("/trades/" + moved + "/cancellation", buyer.token(), "");
        assertThat(settled(moved)).as("it had moved").isEqualTo(new End("DONE", ""));
        assertProblem(post("/trades/" + moved + "/cancellation", buyer.token(), ""), 409, "too-late");
    }

    /** Only these two the registry keeps: after any other, a request of before may move the asset still, or has. */
    @Test
    @Execution(CONCURRENT)
    void aTransferThatIsRefusedInOtherWordsIsRefusedForGoodBeforeTheMoneyGoesBack() {
        FakeSagaParticipants.HERE.plan(trade, "PUT transfers", Trouble.ODD);
        buy(trade, 10);
        assertThat(settled(trade)).isEqualTo(new End("FAILED", "odd"));
        assertThat(FakeSagaParticipants.HERE.calls(trade))
                .containsSubsequence("PUT transfers", "transfers cancellation", "holds release");
        assertThat(FakeSagaParticipants.HERE.status("transfers", trade)).isEqualTo("CANCELLED");

        UUID moved = UUID.randomUUID();
        FakeSagaParticipants.HERE.plan(moved, "PUT transfers", Trouble.DONE_AND_ODD);
        buy(moved, 10);
        assertThat(settled(moved)).isEqualTo(new End("DONE", ""));
        assertThat(FakeSagaParticipants.HERE.status("holds", moved)).isEqualTo("CAPTURED");
    }

    @Test
    @Execution(CONCURRENT)
    void aCancellationThatIsRefusedInOtherWordsSaysNothingOfTheAssetAndIsAskedForAgain() {
        FakeSagaParticipants.HERE.planForLong(trade, "PUT transfers", Trouble.BROKEN);
        FakeSagaParticipants.HERE.plan(trade, "transfers cancellation", Trouble.ODD);
        buy(trade, 10);
        await().atMost(ofMinutes(1))
                .until(() -> FakeSagaParticipants.HERE.calls(trade).contains("PUT transfers"));
        post("/trades/" + trade + "/cancellation", buyer.token(), "");
        assertThat(settled(trade)).isEqualTo(new End("FAILED", "cancelled"));
        assertThat(FakeSagaParticipants.HERE.status("holds", trade)).isEqualTo("RELEASED");
    }

    /** It may be that of a trade that a restore has lost, whose asset has moved. */
    @ParameterizedTest
    @Execution(CONCURRENT)
    @ValueSource(strings = {"PUT reservations", "PUT holds"})
    void whatStandsUnderTheIdOfATradeAndIsAnothersIsNotGivenBack(String call) {
        FakeSagaParticipants.HERE.plan(trade, call, Trouble.ID_TAKEN);
        buy(trade, 10);
        assertThat(settled(trade)).isEqualTo(new End("FAILED", "id-taken"));
        assertThat(FakeSagaParticipants.HERE.calls(trade)).doesNotContain("holds release", "reservations release");
        assertThat(unitsLeft(offer)).isEqualTo(100);
    }

    /** They are screened at each trade, as it is when the asset moves, and not as it was a quarter of an hour before. */
    @ParameterizedTest
    @Execution(CONCURRENT)
    @ValueSource(strings = {"PUT holds", "PUT transfers"})
    void whoIsBlockedWhileTheTradeWaitsNeitherBuysNorSells(String waits) {
        FakeSagaParticipants.HERE.planForLong(trade, waits, Trouble.BROKEN);
        buy(trade, 10);
        await().atMost(ofMinutes(1))
                .until(() -> FakeSagaParticipants.HERE.calls(trade).contains(waits));
        FakeSagaParticipants.HERE.plan(trade, "PUT reservations", Trouble.REFUSED);
        FakeSagaParticipants.HERE.plan(trade, "PUT reservations", Trouble.REFUSED);
        assertThat(settled(trade)).isEqualTo(new End("FAILED", "no-reservations"));
        assertThat(FakeSagaParticipants.HERE.status("holds", trade)).isEqualTo("RELEASED");
        assertThat(FakeSagaParticipants.HERE.status("reservations", trade)).isEqualTo("RELEASED");
        assertThat(unitsLeft(offer)).isEqualTo(100);

        UUID moved = UUID.randomUUID();
        FakeSagaParticipants.HERE.planForLong(moved, "PUT transfers", Trouble.ANSWER_LOST);
        buy(moved, 10);
        await().atMost(ofMinutes(1))
                .until(() -> FakeSagaParticipants.HERE.calls(moved).contains("PUT transfers"));
        FakeSagaParticipants.HERE.plan(moved, "PUT reservations", Trouble.REFUSED);
        FakeSagaParticipants.HERE.plan(moved, "PUT reservations", Trouble.REFUSED);
        assertThat(settled(moved)).as("it had moved before").isEqualTo(new End("DONE", ""));
    }

    @Test
    @Execution(CONCURRENT)
    void whatTakesTooLongTurnsBackByItself() {
        FakeSagaParticipants.HERE.planForLong(trade, "PUT holds", Trouble.BROKEN);
        buy(trade, 10);
        await().atMost(ofMinutes(1))
                .until(() -> FakeSagaParticipants.HERE.calls(trade).contains("PUT holds"));
        database.sql("update trade set expires_at = now() where id = :id")
                .param("id", trade)
                .update();
        assertThat(settled(trade)).isEqualTo(new End("FAILED", "expired"));
        assertThat(FakeSagaParticipants.HERE.status("reservations", trade)).isEqualTo("RELEASED");
    }

    @Test
    @Execution(CONCURRENT)
    void onlyItsBuyerCancelsATrade() {
        FakeSagaParticipants.HERE.planForLong(trade, "PUT holds", Trouble.BROKEN);
        buy(trade, 10);
        assertProblem(post("/trades/" + trade + "/cancellation", seller.token(), ""), 403, "forbidden");
        assertProblem(
                post("/trades/" + trade + "/cancellation", login("investor").token(), ""), 404, "not-found");
        assertProblem(
                post("/trades/" + trade + "/cancellation", Realm.OURS.token(seller.subject(), "operator"), ""),
                403,
                "four-eyes");
        FakeSagaParticipants.HERE.mend(trade);
        assertThat(settled(trade).status()).isEqualTo("DONE");
    }

    @Test
    @Execution(CONCURRENT)
    void buyersAtOnceGetWhatIsThereAndNoMore() throws InterruptedException {
        List<UUID> trades =
                IntStream.range(0, 60).mapToObj(i -> UUID.randomUUID()).toList();
        trades.stream()
                .filter(id -> trades.indexOf(id) % 4 == 0)
                .forEach(id -> FakeSagaParticipants.HERE.plan(id, "PUT holds", Trouble.REFUSED));
        List<UUID> accepted = new CopyOnWriteArrayList<>();
        ExecutorService buyers = Executors.newFixedThreadPool(4);
        for (UUID id : trades) {
            buyers.execute(() -> {
                if (put("/trades/" + id, buyer.token(), request(3)).status() == 201) {
                    accepted.add(id);
                }
            });
        }
        buyers.shutdown();
        assertThat(buyers.awaitTermination(2, TimeUnit.MINUTES)).isTrue();
        assertThat(accepted).hasSizeGreaterThanOrEqualTo(33);
        List<End> ends = accepted.stream().map(this::settled).toList();
        long done = ends.stream().filter(end -> end.status().equals("DONE")).count();
        assertThat(unitsLeft(offer)).isEqualTo(100 - 3 * done);
        assertThat(accepted).allSatisfy(id -> assertThat(FakeSagaParticipants.HERE.status("transfers", id))
                .isEqualTo(settled(id).status().equals("DONE") ? "TAKEN" : "NONE"));
    }

    @Test
    @Execution(CONCURRENT)
    void whatHappenedIsToldInItsOrder() {
        UUID failing = UUID.randomUUID();
        FakeSagaParticipants.HERE.plan(failing, "PUT holds", Trouble.REFUSED);
        Stream.of(trade, failing).forEach(id -> buy(id, 1));
        settled(trade);
        settled(failing);
        assertThat(events(trade)).containsExactly("io.cfa.settlement.trade-requested", "io.cfa.settlement.trade-done");
        assertThat(events(failing))
                .containsExactly("io.cfa.settlement.trade-requested", "io.cfa.settlement.trade-failed");
    }

    private void buy(UUID id, long units) {
        assertThat(put("/trades/" + id, buyer.token(), request(units)).status()).isEqualTo(201);
    }

    private String request(long units) {
        return "{'offer': '%s', 'units': %d}".formatted(offer, units);
    }
}
