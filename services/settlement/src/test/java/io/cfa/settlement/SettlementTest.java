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
                Map.entry("PUT /payments/{id}", Set.of("issuer", "investor")),
                Map.entry("GET /payments/{id}", Set.of("issuer", "investor", "operator")),
                Map.entry("GET /payments", Set.of("issuer", "operator")),
                Map.entry("POST /payments/{id}/acceptance", Set.of("issuer")),
                Map.entry("POST /payments/{id}/cancellation", Set.of("issuer", "investor", "operator")),
                Map.entry("POST /payments/{id}/retry", Set.of("issuer", "operator")),
                Map.entry("POST /payments/{id}/payouts/{holder}/lapse", Set.of("operator")),
                Map.entry("GET /payments/{id}/payouts", Set.of("issuer", "operator")),
                Map.entry("GET /payments/{id}/taxes", Set.of("issuer", "operator")),
                Map.entry("GET /payouts/me", Set.of("investor", "issuer")),
                Map.entry("PUT /tax-statuses/{holder}", Set.of("operator")),
                Map.entry("GET /tax-statuses/{holder}", Set.of("operator")),
                Map.entry("POST /offers/{id}/closing", Set.of("settlement.place-offers")),
                Map.entry("POST /offers/{id}/cancellation", Set.of("settlement.place-offers")),
                Map.entry("POST /offers/{id}/extension", Set.of("settlement.place-offers")),
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
