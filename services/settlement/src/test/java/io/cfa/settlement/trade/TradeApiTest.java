package io.cfa.settlement.trade;

import static org.assertj.core.api.Assertions.assertThat;

import io.cfa.contract.Answer;
import io.cfa.contract.RunningService;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class TradeApiTest extends RunningService {

    private final Login buyer = login("investor");
    private final Login seller = login("issuer");
    private final String path = "/trades/" + UUID.randomUUID();
    private final String request = "{'asset': '%s', 'seller': '%s', 'units': 10, 'amount': 1500000}"
            .formatted(UUID.randomUUID(), seller.subject());

    @Test
    void aTradeIsRequestedOnce() {
        Answer first = put(path, buyer.token(), request);
        assertThat(first.status()).as(first.body()).isEqualTo(200);
        assertThat(first.json().at("/status").asString()).isEqualTo("REQUESTED");
        assertThat(first.json().at("/buyer").asString()).isEqualTo(buyer.subject());
        assertThat(put(path, buyer.token(), request).json()).isEqualTo(first.json());
        assertThat(get(path, seller.token()).json()).isEqualTo(first.json());
    }

    @Test
    void anotherTradeUnderTheSameIdIsAConflict() {
        put(path, buyer.token(), request);
        assertThat(put(path, buyer.token(), request.replace("1500000", "1")).status())
                .isEqualTo(409);
        assertThat(put(path, login("investor").token(), request).status()).isEqualTo(409);
    }

    @Test
    void aTradeIsSeenByItsPartiesAndTheOperatorOnly() {
        put(path, buyer.token(), request);
        assertThat(get(path, login("operator").token()).status()).isEqualTo(200);
        assertThat(get(path, login("investor").token()).status()).isEqualTo(404);
    }

    @Test
    void nobodyBuysFromThemselvesAndOnlyInvestorsBuy() {
        assertThat(put(path, buyer.token(), request.replace(seller.subject(), buyer.subject()))
                        .status())
                .isEqualTo(422);
        assertThat(put(path, seller.token(), request).status()).isEqualTo(403);
    }

    @Test
    void unitsAndAmountArePositive() {
        Answer answer = put(path, buyer.token(), "{'seller': 's', 'units': 0, 'amount': 0}");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().at("/errors").findValuesAsString("field"))
                .containsExactlyInAnyOrder("asset", "units", "amount");
    }
}
