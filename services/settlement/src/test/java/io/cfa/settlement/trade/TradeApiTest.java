package io.cfa.settlement.trade;

import static org.assertj.core.api.Assertions.assertThat;

import io.cfa.contract.Answer;
import io.cfa.settlement.RunningSettlement;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TradeApiTest extends RunningSettlement {

    private final Login buyer = login("investor");
    private final Login seller = login("investor");
    private final UUID id = UUID.randomUUID();
    private final String path = "/trades/" + id;
    private String request;

    @BeforeEach
    void offered() {
        request = "{'offer': '%s', 'units': 10}".formatted(offer(seller, 100, 150_000));
    }

    @Test
    void aTradeIsRequestedOnceAndSettlesByItself() {
        Answer first = put(path, buyer.token(), request);
        assertThat(first.status()).as(first.body()).isEqualTo(202);
        assertThat(first.json().at("/status").asString()).isEqualTo("REQUESTED");
        assertThat(first.json().at("/buyer").asString()).isEqualTo(buyer.subject());
        assertThat(first.json().at("/seller").asString()).isEqualTo(seller.subject());
        assertThat(first.json().at("/amount").asLong()).isEqualTo(1_500_000);

        assertThat(settled(id).status()).isEqualTo("DONE");
        Answer again = put(path, buyer.token(), request);
        assertThat(again.status()).isEqualTo(202);
        assertThat(again.json().at("/status").asString()).isEqualTo("DONE");
        assertThat(again.json().at("/finishedAt").asString()).isNotEmpty();
        assertThat(get(path, seller.token()).json()).isEqualTo(again.json());
    }

    @Test
    void anotherTradeUnderTheSameIdIsAConflict() {
        put(path, buyer.token(), request);
        assertProblem(put(path, buyer.token(), request.replace("10}", "11}")), 409, "id-taken");
        assertProblem(put(path, login("investor").token(), request), 409, "id-taken");
    }

    @Test
    void aTradeIsSeenByItsPartiesAndTheOperatorOnly() {
        put(path, buyer.token(), request);
        assertThat(get(path, login("operator").token()).status()).isEqualTo(200);
        assertProblem(get(path, login("investor").token()), 404, "not-found");
        assertThat(get("/trades", buyer.token()).json().findValuesAsString("id"))
                .containsExactly(id.toString());
        assertThat(get("/trades", seller.token()).json().findValuesAsString("id"))
                .containsExactly(id.toString());
        assertThat(get("/trades", login("operator").token()).json().findValuesAsString("id"))
                .contains(id.toString());
        assertThat(get("/trades", login("investor").token()).json().size()).isZero();
    }

    @Test
    void nobodyBuysFromThemselves() {
        assertProblem(put(path, seller.token(), request), 422, "own-offer");
    }

    @Test
    void noMoreIsBoughtThanIsLeft() {
        assertProblem(put(path, buyer.token(), request.replace("10}", "101}")), 409, "offer-exhausted");
        assertThat(put(path, buyer.token(), request.replace("10}", "95}")).status())
                .isEqualTo(202);
        assertThat(settled(id).status()).isEqualTo("DONE");
        assertProblem(put("/trades/" + UUID.randomUUID(), buyer.token(), request), 409, "offer-exhausted");
    }

    @Test
    void whatIsNotOfferedCannotBeBought() {
        String unknown = "{'offer': '%s', 'units': 10}".formatted(UUID.randomUUID());
        assertProblem(put(path, buyer.token(), unknown), 404, "not-found");
    }

    @Test
    void unitsArePositiveAndTheOfferIsNamed() {
        Answer answer = put(path, buyer.token(), "{'units': 0}");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().at("/errors").findValuesAsString("field")).containsExactlyInAnyOrder("offer", "units");
    }
}
