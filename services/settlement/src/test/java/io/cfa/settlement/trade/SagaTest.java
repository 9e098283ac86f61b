package io.cfa.settlement.trade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.cfa.settlement.trade.Saga.Ask;
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
        // while          asks for                 agreed          refused        unanswered
        "REQUESTED,      RESERVE_LIMIT,           LIMIT_RESERVED, COMPENSATING,  REQUESTED",
        "LIMIT_RESERVED, HOLD_MONEY,              MONEY_HELD,     COMPENSATING,  LIMIT_RESERVED",
        "MONEY_HELD,     MOVE_ASSET,              ASSET_MOVED,    COMPENSATING,  MONEY_HELD",
        "ASSET_MOVED,    CAPTURE_MONEY,           DONE,           ASSET_MOVED,   ASSET_MOVED",
        "COMPENSATING,   RELEASE_MONEY_AND_LIMIT, FAILED,         COMPENSATING,  COMPENSATING"
    })
    void whatIsAskedForAndWhatFollows(Status status, Ask ask, Status agreed, Status refused, Status unanswered) {
        assertThat(Saga.ask(status)).isEqualTo(ask);
        assertThat(Saga.next(status, Outcome.AGREED)).isEqualTo(agreed);
        assertThat(Saga.next(status, Outcome.REFUSED)).isEqualTo(refused);
        assertThat(Saga.next(status, Outcome.UNANSWERED)).isEqualTo(unanswered);
    }

    @ParameterizedTest
    @EnumSource(names = {"DONE", "FAILED"})
    void whatHasEndedAsksForNothing(Status end) {
        assertThat(end.isFinal()).isTrue();
        assertThatIllegalArgumentException().isThrownBy(() -> Saga.ask(end));
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
                    for (Outcome outcome : Outcome.values()) {
                        reached.add(Saga.next(status, outcome));
                    }
                }
            }
        }
        return reached;
    }
}
