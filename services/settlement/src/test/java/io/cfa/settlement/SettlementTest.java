package io.cfa.settlement;

import io.cfa.contract.ServiceContract;
import java.util.List;
import java.util.Map;
import java.util.Set;

class SettlementTest extends ServiceContract {

    @Override
    protected Map<String, Set<String>> access() {
        return Map.of(
                "PUT /offers/{id}", Set.of("investor", "settlement.place-offers"),
                "GET /offers", Set.of("*"),
                "GET /offers/{id}", Set.of("*"),
                "POST /offers/{id}/withdrawal", Set.of("investor", "issuer"),
                "PUT /trades/{id}", Set.of("investor"),
                "POST /trades/{id}/cancellation", Set.of("investor", "operator"),
                "GET /trades", Set.of("*"),
                "GET /trades/{id}", Set.of("*"));
    }

    @Override
    protected List<String> rowsOfTheFirstRelease() {
        return List.of(
                "insert into trade (id, asset, seller, buyer, units, amount, status, requested_at) values (gen_random_uuid(), gen_random_uuid(), 'one', 'two', 10, 1500000, 'REQUESTED', now())");
    }
}
