package io.cfa.settlement.placement;

import static org.assertj.core.api.Assertions.assertThat;

import io.cfa.settlement.SettlementRuleTest;
import io.cfa.settlement.offer.Offer;
import io.cfa.settlement.offer.Offer.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class PlacementServiceTest extends SettlementRuleTest {

    private static final Instant CLOSES =
            Instant.now().plus(Duration.ofHours(1)).truncatedTo(ChronoUnit.MICROS);
    private static final Instant OVER = CLOSES.minus(Duration.ofHours(2));

    /** Of a trade that nothing was done to. */
    private static final String UNTOUCHED = "due_at > now() and cancelled_at is null and attempts = 5";

    private static final String TURNED_BACK = "due_at <= now() and cancelled_at is not null and claim = 1";

    @Autowired
    private PlacementService placements;

    /** With a minimum of ten units, of which so many are taken. */
    private UUID waiting(long taken) {
        return offer(100 - taken, CLOSES, 10L, null);
    }

    private UUID held(UUID offer, long units, boolean confirmed) {
        return trade(offer, UUID.randomUUID().toString(), units, "MONEY_HELD", confirmed);
    }

    private void taken(UUID offer, UUID trade, long units) {
        transaction.executeWithoutResult(status -> placements.taken(offer, trade, units));
    }

    private void confirmed(UUID offer) {
        transaction.executeWithoutResult(status -> placements.confirmed(offer));
    }

    @Test
    void theTradeThatMakesTheMinimumHasAllOthersConfirmedAnew() {
        UUID offer = waiting(10);
        UUID first = held(offer, 3, true);
        UUID last = held(offer, 7, true);
        taken(offer, last, 7);
        assertThat(value("trade", first, "not confirmed and due_at <= now() and attempts = 1"))
                .isEqualTo("true");
        assertThat(value("trade", last, "confirmed and " + UNTOUCHED)).isEqualTo("true");
    }

    @Test
    void aTradeBeforeOrAfterThatHasNobodyConfirmedAnew() {
        for (long taken : new long[] {9, 17, 30}) {
            UUID offer = waiting(taken);
            UUID first = held(offer, 2, true);
            taken(offer, held(offer, 7, false), 7);
            assertThat(value("trade", first, "confirmed and " + UNTOUCHED))
                    .as("%d taken", taken)
                    .isEqualTo("true");
        }
        UUID reached = waiting(10);
        set("offer", reached, "reached = true");
        UUID first = held(reached, 3, true);
        taken(reached, held(reached, 7, false), 7);
        assertThat(value("trade", first, "confirmed and " + UNTOUCHED)).isEqualTo("true");
    }

    @Test
    void onceAsManyUnitsAreConfirmedAllTradesGoOn() {
        UUID offer = waiting(10);
        UUID first = held(offer, 3, true);
        UUID second = held(offer, 6, true);
        UUID third = held(offer, 1, false);
        confirmed(offer);
        assertThat(value("offer", offer, "reached")).isEqualTo("false");
        assertThat(events(offer)).isEmpty();
        set("trade", third, "confirmed = true");
        confirmed(offer);
        assertThat(value("offer", offer, "reached")).isEqualTo("true");
        for (UUID trade : new UUID[] {first, second, third}) {
            assertThat(value("trade", trade, "due_at <= now() and claim = 1")).isEqualTo("true");
        }
        confirmed(offer);
        assertThat(events(offer)).containsExactly("io.cfa.settlement.placement-reached");
    }

    @Test
    void aPlacementThatEndsBelowItsMinimumHasFailedAndItsTradesTurnBack() {
        UUID offer = waiting(9);
        UUID trade = held(offer, 9, true);
        UUID begun = trade(offer, "anna", 1, "REQUESTED", false);
        UUID done = trade(offer, "anna", 1, "DONE", false);
        Offer closed = placements.close(offer);
        assertThat(closed.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(closed.status()).isEqualTo(Offer.Status.WITHDRAWN);
        for (UUID each : new UUID[] {trade, begun}) {
            assertThat(value("trade", each, TURNED_BACK + " and cancel_reason = 'minimum-not-reached'"))
                    .isEqualTo("true");
        }
        assertThat(value("trade", done, "cancelled_at is null")).isEqualTo("true");
        assertThat(placements.close(offer).outcome()).isEqualTo(Outcome.FAILED);
        assertThat(events(offer)).containsExactly("io.cfa.settlement.placement-failed");
    }

    @Test
    void onePlacementIsSoldWhereItsMinimumWasReachedOrThereIsNone() {
        UUID reached = waiting(20);
        set("offer", reached, "reached = true");
        for (UUID offer : new UUID[] {reached, offer(90, CLOSES, null, null), offer(90, null, null, 5L)}) {
            UUID trade = held(offer, 5, false);
            Offer closed = placements.close(offer);
            assertThat(closed.outcome()).isEqualTo(Outcome.SOLD);
            assertThat(value("trade", trade, UNTOUCHED)).isEqualTo("true");
            assertThat(placements.close(offer)).isEqualTo(closed);
            assertThat(events(offer)).containsExactly("io.cfa.settlement.placement-sold");
        }
    }

    @Test
    void oneWhoseLastBuyersAreBeingCheckedIsNotClosedYet() {
        UUID offer = waiting(10);
        UUID trade = held(offer, 10, false);
        assertRefused(
                () -> placements.close(offer),
                "minimum-being-confirmed",
                "The minimum is there, and its buyers are being checked. Next: close it again in a moment.");
        placements.deadline(offer);
        assertThat(value("offer", offer, "outcome")).isEqualTo("null");
        set("trade", trade, "cancelled_at = now()");
        assertThat(placements.close(offer).outcome())
                .as("who turns back counts for nothing")
                .isEqualTo(Outcome.FAILED);
    }

    @Test
    void whatIsNoPlacementDoesNotEnd() {
        UUID plain = offer(100, null, null, null);
        for (UUID offer : new UUID[] {plain, UUID.randomUUID()}) {
            assertRefused(() -> placements.close(offer), "not-found", "There is no such placement.");
            assertRefused(() -> placements.cancel(offer), "not-found", "There is no such placement.");
            assertRefused(() -> placements.deadline(offer), "not-found", "There is no such placement.");
            assertRefused(() -> placements.extend(offer, CLOSES), "not-found", "There is no such placement.");
        }
    }

    @Test
    void aDeadlineEndsAPlacementOnceItIsOver() {
        UUID early = waiting(9);
        placements.deadline(early);
        assertThat(value("offer", early, "outcome")).isEqualTo("null");
        UUID over = offer(91, OVER, 10L, null);
        placements.deadline(over);
        placements.deadline(over);
        assertThat(value("offer", over, "outcome")).isEqualTo("FAILED");
        assertThat(events(over)).containsExactly("io.cfa.settlement.placement-failed");
    }

    @Test
    void aPlacementIsCancelledWhileNoUnitHasMoved() {
        UUID offer = waiting(15);
        UUID trade = held(offer, 5, true);
        assertThat(placements.cancel(offer).outcome()).isEqualTo(Outcome.CANCELLED);
        assertThat(value("trade", trade, TURNED_BACK + " and cancel_reason = 'placement-cancelled'"))
                .isEqualTo("true");
        assertThat(placements.cancel(offer).outcome()).isEqualTo(Outcome.CANCELLED);
        assertThat(events(offer)).containsExactly("io.cfa.settlement.placement-cancelled");
        assertThat(placements.cancel(offer(100, CLOSES, null, null)).outcome()).isEqualTo(Outcome.CANCELLED);
    }

    @Test
    void whereUnitsAreSoldThereIsNoWayBack() {
        UUID reached = waiting(20);
        set("offer", reached, "reached = true");
        for (UUID offer : new UUID[] {reached, offer(99, CLOSES, null, null)}) {
            assertRefused(() -> placements.cancel(offer), "units-sold", "Units are sold: there is no way back.");
            assertThat(value("offer", offer, "outcome")).isEqualTo("null");
        }
        UUID sold = offer(90, CLOSES, null, null);
        placements.close(sold);
        assertRefused(() -> placements.cancel(sold), "placement-over", "The placement has ended: SOLD.");
        assertRefused(
                () -> placements.extend(sold, CLOSES.plusSeconds(1)),
                "placement-over",
                "The placement has ended: SOLD.");
    }

    @Test
    void aLaterDeadlineIsThatOfTheWaitingTradesToo() {
        UUID offer = waiting(3);
        UUID trade = held(offer, 3, false);
        String before = value("trade", trade, "expires_at");
        assertThat(placements.extend(offer, CLOSES).placement().closesAt()).isEqualTo(CLOSES);
        assertThat(events(offer)).as("it is the same").isEmpty();
        Offer extended =
                placements.extend(offer, CLOSES.plus(Duration.ofHours(3)).plusNanos(999));
        assertThat(extended.placement().closesAt()).isEqualTo(CLOSES.plus(Duration.ofHours(3)));
        assertThat(value("trade", trade, "expires_at = timestamptz '" + before + "' + interval '3 hours'"))
                .isEqualTo("true");
        assertThat(events(offer)).containsExactly("io.cfa.settlement.placement-extended");
        assertRefused(
                () -> placements.extend(offer, CLOSES),
                "deadline-earlier",
                "A placement is extended to a later deadline than it has.",
                "closesAt");
    }

    @Test
    void whoDoesNotWaitHasNoMoreTimeByThat() {
        UUID offer = offer(97, CLOSES, null, null);
        UUID trade = held(offer, 3, false);
        placements.extend(offer, CLOSES.plusSeconds(60));
        assertThat(value("trade", trade, "expires_at < now() + interval '2 hours'"))
                .isEqualTo("true");
        UUID without = offer(97, null, null, 5L);
        assertRefused(
                () -> placements.extend(without, CLOSES),
                "deadline-earlier",
                "A placement is extended to a later deadline than it has.",
                "closesAt");
    }

    @Test
    void aDeadlineThatIsOverIsNotExtended() {
        // its buyers are being checked, so that its deadline has not ended it
        UUID offer = offer(90, OVER, 10L, null);
        held(offer, 10, false);
        placements.deadline(offer);
        assertThat(value("offer", offer, "outcome")).isEqualTo("null");
        assertRefused(
                () -> placements.extend(offer, CLOSES), "placement-over", "The deadline of the placement is over.");
    }

    @Test
    void whatIsForQualifiedInvestorsSaysSo() {
        UUID offer = waiting(0);
        assertThat(placements.isForQualified(offer)).isFalse();
        set("offer", offer, "qualified_only = true");
        assertThat(placements.isForQualified(offer)).isTrue();
    }
}
