package io.cfa.compliance.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cfa.compliance.screening.ScreeningService;
import io.cfa.contract.RunningService;
import io.cfa.kit.DomainException;
import io.cfa.kit.EventPublisher;
import io.cfa.kit.rule.Bounds;
import io.cfa.kit.rule.Precondition;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/** The rule itself, with many threads at once on a real database. */
class LimitsTest extends RunningService {

    private static final long PIECE = 1_000_000;

    private final UUID investor = UUID.randomUUID();

    @Autowired
    private Limits limits;

    @Autowired
    private ScreeningService screenings;

    @Autowired
    private Reservations reservations;

    @Autowired
    private Investors investors;

    @Autowired
    private EventPublisher events;

    @Autowired
    private JdbcClient database;

    @Autowired
    private TransactionTemplate transaction;

    @BeforeEach
    void approved() {
        put("/screenings/" + investor, login("compliance.screen").token(), "{'name': 'Anna Li'}");
    }

    @Test
    void ofManyAtOnceExactlyAsManyGetThroughAsTheLimitHasRoomFor() throws Exception {
        List<Callable<Boolean>> purchases = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            purchases.add(() -> reserves(UUID.randomUUID()));
        }
        assertThat(atOnce(purchases)).filteredOn(reserved -> reserved).hasSize(60);
        assertThat(limits.of(investor))
                .isEqualTo(new Limit(limits.of(investor).year(), 60_000_000L, 60_000_000, false));
    }

    @Test
    void reservedAndReleasedManyTimesAtOnceATradeCountsOnceAtMostAndInTheEndNever() throws Exception {
        List<UUID> trades = new ArrayList<>();
        List<Callable<Boolean>> calls = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            UUID trade = UUID.randomUUID();
            trades.add(trade);
            for (int j = 0; j < 8; j++) {
                calls.add(() -> reserves(trade));
                calls.add(() -> {
                    limits.release(trade);
                    return false;
                });
            }
        }
        Collections.shuffle(calls, new Random(7));
        atOnce(calls);
        assertThat(limits.of(investor).used()).isZero();
        assertThat(trades).noneMatch(this::reserves);
    }

    @Test
    void whatIsUsedIsTheSumOfWhatIsReserved() throws Exception {
        Random random = new Random(11);
        List<Callable<Boolean>> calls = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            UUID trade = UUID.randomUUID();
            calls.add(() -> reserves(trade));
            calls.add(() -> reserves(trade));
            if (random.nextBoolean()) {
                calls.add(() -> {
                    limits.release(trade);
                    return false;
                });
            }
        }
        Collections.shuffle(calls, random);
        atOnce(calls);
        long reserved = database.sql(
                        "select coalesce(sum(amount), 0) from reservation where participant = :participant and status = 'RESERVED'")
                .param("participant", investor)
                .query(Long.class)
                .single();
        assertThat(limits.of(investor).used()).isEqualTo(reserved).isBetween(PIECE, Limits.OF_THE_UNQUALIFIED);
    }

    @Test
    void theYearIsThatOfMoscowAndWhatIsGivenBackGoesBackToItsOwn() {
        Limits before = at("2026-12-31T20:59:59Z");
        Limits after = at("2026-12-31T21:00:00Z");
        UUID trade = UUID.randomUUID();
        transaction.executeWithoutResult(status -> before.reserve(trade, investor, null, Limits.OF_THE_UNQUALIFIED));
        assertThat(before.of(investor)).isEqualTo(new Limit(2026, 60_000_000L, 60_000_000, false));
        assertThat(after.of(investor)).isEqualTo(new Limit(2027, 60_000_000L, 0, false));

        transaction.executeWithoutResult(status -> after.reserve(UUID.randomUUID(), investor, null, PIECE));
        transaction.executeWithoutResult(status -> after.release(trade));
        assertThat(before.of(investor).used()).isZero();
        assertThat(after.of(investor).used()).isEqualTo(PIECE);
    }

    @Test
    void nothingIsTooMuchForTheQualifiedAndEverythingForWhoLosesThat() {
        limits.qualify(investor, true, "operator", Precondition.NONE);
        long most = Bounds.MOST_KOPECKS;
        database.sql("insert into yearly_use values (:investor, :year, :used)")
                .param("investor", investor)
                .param("year", limits.of(investor).year())
                .param("used", Long.MAX_VALUE - most)
                .update();
        limits.reserve(UUID.randomUUID(), investor, null, most);
        assertThatThrownBy(() -> limits.reserve(UUID.randomUUID(), investor, null, 1))
                .isInstanceOfSatisfying(DomainException.class, refusal -> assertThat(refusal.type())
                        .isEqualTo("limit-exceeded"));
        limits.qualify(investor, false, "operator", Precondition.NONE);
        assertThat(reserves(UUID.randomUUID())).isFalse();
    }

    @Test
    void whatChangesIsToldOnceAndWhatStaysAsItWasIsNot() {
        List<String> told = new ArrayList<>();
        Limits telling = new Limits(
                reservations,
                investors,
                screenings,
                (type, aggregate, data) -> told.add(type + " " + aggregate),
                Clock.systemUTC());
        UUID trade = UUID.randomUUID();
        UUID never = UUID.randomUUID();
        for (int i = 0; i < 2; i++) {
            transaction.executeWithoutResult(status -> telling.reserve(trade, investor, null, PIECE));
        }
        for (int i = 0; i < 2; i++) {
            transaction.executeWithoutResult(status -> telling.release(trade));
            transaction.executeWithoutResult(status -> telling.release(never));
            transaction.executeWithoutResult(status -> telling.qualify(investor, true, "operator", Precondition.NONE));
        }
        assertThat(told)
                .containsExactly(
                        "compliance.limit-reserved " + trade,
                        "compliance.limit-released " + trade,
                        "compliance.limit-released " + never,
                        "compliance.investor-qualified " + investor);
    }

    @Test
    void anAmountAboveTheCeilingIsRefusedWhoeverWantsItAndTakesNothing() {
        limits.qualify(investor, true, "operator", Precondition.NONE);
        for (long amount : new long[] {Bounds.MOST_KOPECKS + 1, Long.MAX_VALUE}) {
            assertThatThrownBy(() -> limits.reserve(UUID.randomUUID(), investor, null, amount))
                    .isInstanceOfSatisfying(DomainException.class, refusal -> assertThat(refusal.type())
                            .isEqualTo("amount-too-large"));
        }
        assertThat(limits.of(investor).used()).isZero();
    }

    @Test
    void aSellerHasToBeApprovedToo() {
        assertThatThrownBy(() -> limits.reserve(UUID.randomUUID(), investor, UUID.randomUUID(), PIECE))
                .isInstanceOfSatisfying(DomainException.class, refusal -> assertThat(refusal.type())
                        .isEqualTo("seller-not-approved"));
    }

    @Test
    void nobodyQualifiesThemselvesAndTheFirstTimeIsNewAndTheNextIsNot() {
        assertThatThrownBy(() -> limits.qualify(investor, true, investor.toString(), Precondition.NONE))
                .isInstanceOfSatisfying(DomainException.class, refusal -> assertThat(refusal.type())
                        .isEqualTo("four-eyes"));
        assertThat(limits.of(investor).qualified()).isFalse();
        assertThat(limits.qualify(investor, true, "operator", Precondition.NONE).inserted())
                .isTrue();
        assertThat(limits.qualify(investor, false, "operator", Precondition.NONE)
                        .inserted())
                .isFalse();
    }

    @Test
    void whatStandsOfATradeAndOfAnInvestorIsReadAndWhatDoesNotIsNotFound() {
        UUID trade = UUID.randomUUID();
        limits.reserve(trade, investor, null, PIECE);
        limits.qualify(investor, true, "operator", Precondition.NONE);
        assertThat(limits.withId(trade).amount()).isEqualTo(PIECE);
        assertThat(limits.qualification(investor).qualifiedBy()).isEqualTo("operator");
        assertThatThrownBy(() -> limits.withId(investor))
                .isInstanceOfSatisfying(DomainException.class, refusal -> assertThat(refusal.type())
                        .isEqualTo("not-found"));
        assertThatThrownBy(() -> limits.qualification(trade))
                .isInstanceOfSatisfying(DomainException.class, refusal -> assertThat(refusal.type())
                        .isEqualTo("not-found"));
    }

    private Limits at(String instant) {
        return new Limits(
                reservations, investors, screenings, events, Clock.fixed(Instant.parse(instant), ZoneOffset.UTC));
    }

    private boolean reserves(UUID trade) {
        try {
            limits.reserve(trade, investor, null, PIECE);
            return true;
        } catch (DomainException e) {
            assertThat(e.type()).isIn("limit-exceeded", "released");
            return false;
        }
    }

    private static List<Boolean> atOnce(List<Callable<Boolean>> calls) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(32);
        try {
            List<Boolean> results = new ArrayList<>();
            for (Future<Boolean> result : threads.invokeAll(
                    calls.stream().map(LimitsTest::untilThereIsAConnection).toList())) {
                results.add(result.get());
            }
            return results;
        } finally {
            threads.shutdownNow();
        }
    }

    /** There are fewer connections than threads; on a slow machine some wait in vain, and ask again as settlement does. */
    private static Callable<Boolean> untilThereIsAConnection(Callable<Boolean> call) {
        return () -> {
            while (true) {
                try {
                    return call.call();
                } catch (CannotCreateTransactionException e) {
                    Thread.yield();
                }
            }
        };
    }
}
