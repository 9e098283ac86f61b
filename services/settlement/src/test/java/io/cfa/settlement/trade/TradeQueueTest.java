package io.cfa.settlement.trade;

import static java.time.Duration.ofHours;
import static org.assertj.core.api.Assertions.assertThat;

import io.cfa.kit.queue.Lease;
import io.cfa.settlement.SettlementWithoutWorkers;
import io.cfa.settlement.trade.Trade.Status;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Here no worker but the test takes trades. */
class TradeQueueTest extends SettlementWithoutWorkers {

    private final Login seller = login("investor");
    private UUID offer;

    @Autowired
    private TradeQueue worklist;

    @Autowired
    private JdbcClient database;

    @BeforeEach
    void offered() {
        // what other tests have left waiting would be taken in the place of ours
        nothingIsLeft();
        offer = offer(seller, 100, 5);
    }

    @AfterEach
    void nothingIsLeft() {
        database.sql("update trade set status = 'DONE', finished_at = now(), due_at = null where due_at is not null")
                .update();
    }

    @Test
    void whatIsTakenIsNotDueBeforeTheLeaseHasRunOut() {
        UUID trade = requested();
        assertThat(worklist.leases().take(10))
                .extracting(lease -> lease.item().trade().id())
                .containsExactly(trade);
        assertThat(worklist.leases().take(10)).isEmpty();
        assertThat(later().number()).isEqualTo(2L);
    }

    @Test
    void afterAnotherHasTakenATradeTheFirstChangesNothing() {
        requested();
        Lease<QueuedTrade> first = worklist.leases().take(1).get(0);
        Lease<QueuedTrade> second = later();
        assertThat(worklist.move(first, Status.LIMIT_RESERVED, null)).isEmpty();
        assertThat(worklist.finish(first, Status.FAILED, null)).isEmpty();
        worklist.leases().handBack(first);
        assertThat(worklist.leases().take(1)).isEmpty();

        Lease<QueuedTrade> moved =
                worklist.move(second, Status.LIMIT_RESERVED, null).orElseThrow();
        assertThat(moved.item().trade().status()).isEqualTo(Status.LIMIT_RESERVED);
        assertThat(worklist.move(second, Status.LIMIT_RESERVED, null)).isEmpty();
        assertThat(worklist.finish(moved, Status.DONE, null).map(Trade::status)).contains(Status.DONE);
        assertThat(worklist.finish(moved, Status.DONE, null)).isEmpty();
    }

    @Test
    void whatFailsGivesItsUnitsBackOnce() {
        requested();
        Lease<QueuedTrade> claim = worklist.leases().take(1).get(0);
        assertThat(unitsLeft(offer))
                .as("nothing is taken before the money is held")
                .isEqualTo(100);
        Lease<QueuedTrade> held = worklist.move(claim, Status.LIMIT_RESERVED, null)
                .flatMap(worklist::moneyHeld)
                .orElseThrow();
        assertThat(unitsLeft(offer)).isEqualTo(99);
        assertThat(worklist.moneyHeld(claim)).isEmpty();
        assertThat(unitsLeft(offer)).as("who has lost the trade takes nothing").isEqualTo(99);
        Optional<Lease<QueuedTrade>> turned = worklist.move(held, Status.COMPENSATING, "insufficient-funds");
        List<Optional<Trade>> ends = Stream.of(turned, turned)
                .parallel()
                .map(twice -> worklist.finish(twice.orElseThrow(), Status.FAILED, "insufficient-funds"))
                .toList();
        assertThat(ends.stream().flatMap(Optional::stream))
                .singleElement()
                .satisfies(trade -> assertThat(trade.reason()).isEqualTo("insufficient-funds"));
        assertThat(unitsLeft(offer)).isEqualTo(100);
    }

    @Test
    void whatHadNoAnswerIsDueAfterThePauseAndWhatIsHandedBackAtOnce() {
        requested();
        worklist.leases().handBack(worklist.leases().take(1).get(0));
        Lease<QueuedTrade> claim = worklist.leases().take(1).get(0);
        assertThat(claim.attempts()).isZero();
        worklist.leases().postpone(claim, ofHours(1));
        assertThat(worklist.leases().take(1)).isEmpty();
        Lease<QueuedTrade> again = later();
        assertThat(again.attempts()).isEqualTo(1);
        assertThat(worklist.move(again, Status.LIMIT_RESERVED, null)
                        .orElseThrow()
                        .attempts())
                .isZero();
    }

    @Test
    void takersAtOnceShareWhatIsDue() {
        List<UUID> trades = IntStream.range(0, 60).mapToObj(i -> requested()).toList();
        List<UUID> taken = IntStream.range(0, 20)
                .parallel()
                .mapToObj(i -> worklist.leases().take(3))
                .flatMap(List::stream)
                .map(lease -> lease.item().trade().id())
                .toList();
        assertThat(taken).doesNotHaveDuplicates();
        assertThat(trades).containsAll(taken);
    }

    /** What is due when all leases have run out. */
    private Lease<QueuedTrade> later() {
        database.sql("update trade set due_at = now() where due_at > now()").update();
        return worklist.leases().take(1).get(0);
    }

    private UUID requested() {
        UUID trade = UUID.randomUUID();
        String request = "{'offer': '%s', 'units': 1}".formatted(offer);
        assertThat(put("/trades/" + trade, login("investor").token(), request).status())
                .isEqualTo(201);
        return trade;
    }
}
