package io.cfa.settlement;

import io.cfa.contract.ApiContract;
import java.util.List;
import java.util.Map;
import java.util.Set;

class SettlementTest extends ApiContract {

    @Override
    protected Map<String, Set<String>> access() {
        return Map.ofEntries(
                Map.entry("PUT /offers/{id}", Set.of("investor", "settlement.place-offers")),
                Map.entry("GET /offers", Set.of("*")),
                Map.entry("GET /offers/{id}", Set.of("*")),
                Map.entry("POST /offers/{id}/withdrawal", Set.of("investor", "issuer")),
                Map.entry("PUT /trades/{id}", Set.of("investor")),
                Map.entry("POST /trades/{id}/cancellation", Set.of("investor", "operator")),
                Map.entry("GET /trades", Set.of("*")),
                Map.entry("GET /trade-events", Set.of("investor", "issuer")),
                Map.entry("GET /trades/{id}", Set.of("*")));
    }

    @Override
    protected List<String> rowsOfTheFirstRelease() {
        return List.of(
                "insert into trade (id, asset, seller, buyer, units, amount, status, requested_at) values (gen_random_uuid(), gen_random_uuid(), 'one', 'two', 10, 1500000, 'REQUESTED', now())");
    }
}
