package io.cfa.settlement.trade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.cfa.settlement.trade.Saga.Action;
import io.cfa.settlement.trade.Saga.Outcome;
import io.cfa.settlement.trade.Trade.Status;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SagaTest {

    @ParameterizedTest
    @CsvSource({
        // while, to stop      asks for                 agreed          refused        unanswered
        "REQUESTED,      false, RESERVE_LIMIT,           LIMIT_RESERVED, COMPENSATING,  REQUESTED",
        "LIMIT_RESERVED, false, HOLD_MONEY,              MONEY_HELD,     COMPENSATING,  LIMIT_RESERVED",
        "MONEY_HELD,     false, MOVE_ASSET,              ASSET_MOVED,    COMPENSATING,  MONEY_HELD",
        "MONEY_HELD,     true,  CANCEL_TRANSFER,         COMPENSATING,   ASSET_MOVED,   MONEY_HELD",
        "ASSET_MOVED,    false, CAPTURE_MONEY,           DONE,           ASSET_MOVED,   ASSET_MOVED",
        "ASSET_MOVED,    true,  CAPTURE_MONEY,           DONE,           ASSET_MOVED,   ASSET_MOVED",
        "COMPENSATING,   true,  RELEASE_MONEY_AND_LIMIT, FAILED,         COMPENSATING,  COMPENSATING"
    })
    void whatIsAskedForAndWhatFollows(
            Status status, boolean toStop, Action action, Status agreed, Status refused, Status unanswered) {
        assertThat(Saga.action(status, toStop)).isEqualTo(action);
        assertThat(Saga.next(status, action, Outcome.AGREED)).isEqualTo(agreed);
        assertThat(Saga.next(status, action, Outcome.REFUSED)).isEqualTo(refused);
        assertThat(Saga.next(status, action, Outcome.UNANSWERED)).isEqualTo(unanswered);
    }

    @ParameterizedTest
    @EnumSource(names = {"RESERVE_LIMIT", "HOLD_MONEY"})
    void whereSomethingElseStandsUnderItsIdItFailsAndGivesNothingBack(Action action) {
        assertThat(Saga.next(Status.REQUESTED, action, Outcome.NOT_OURS)).isEqualTo(Status.FAILED);
    }

    @ParameterizedTest
    @EnumSource(names = {"DONE", "FAILED"})
    void whatHasEndedAsksForNothing(Status end) {
        assertThat(end.isFinal()).isTrue();
        assertThatIllegalArgumentException().isThrownBy(() -> Saga.action(end, false));
    }

    @ParameterizedTest
    @EnumSource
    void onlyWhereATradeAsksOnAndNothingElseHappensIsItPassedThrough(Status status) {
        assertThat(Saga.isPassedThrough(status))
                .isEqualTo(Set.of(Status.LIMIT_RESERVED, Status.ASSET_MOVED).contains(status));
    }

    @ParameterizedTest
    @EnumSource
    void untilTheAssetMovesWhoHasWaitedIsScreenedAgain(Status status) {
        assertThat(Saga.isScreenedAgain(status))
                .isEqualTo(Set.of(Status.LIMIT_RESERVED, Status.MONEY_HELD).contains(status));
    }

    @ParameterizedTest
    @EnumSource
    void beforeTheMoneyIsHeldNobodyNeedsToBeAskedToTurnBack(Status status) {
        assertThat(Saga.turnsBackAtOnce(status))
                .isEqualTo(Set.of(Status.REQUESTED, Status.LIMIT_RESERVED).contains(status));
    }

    @Test
    void onceTheAssetHasMovedThereIsNoWayToFailedAndOnceItTurnsBackNoneToDone() {
        assertThat(reachableFrom(Status.ASSET_MOVED)).containsExactlyInAnyOrder(Status.ASSET_MOVED, Status.DONE);
        assertThat(reachableFrom(Status.COMPENSATING)).containsExactlyInAnyOrder(Status.COMPENSATING, Status.FAILED);
        assertThat(reachableFrom(Status.REQUESTED)).containsExactlyInAnyOrder(Status.values());
    }

    private static Set<Status> reachableFrom(Status start) {
        Set<Status> reached = EnumSet.of(start);
        for (int before = 0; before < reached.size(); ) {
            before = reached.size();
            for (Status status : EnumSet.copyOf(reached)) {
                if (!status.isFinal()) {
                    for (Outcome outcome : EnumSet.of(Outcome.AGREED, Outcome.REFUSED, Outcome.UNANSWERED)) {
                        reached.add(Saga.next(status, Saga.action(status, false), outcome));
                        reached.add(Saga.next(status, Saga.action(status, true), outcome));
                    }
                }
            }
        }
        return reached;
    }
}
