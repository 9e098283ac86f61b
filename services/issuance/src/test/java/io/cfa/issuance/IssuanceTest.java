package io.cfa.issuance;

import io.cfa.contract.ApiContract;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

class IssuanceTest extends ApiContract {

    @Override
    protected Map<String, Set<String>> access() {
        Map<String, Set<String>> access = new HashMap<>(ends());
        access.putAll(untilItIsOpen());
        return access;
    }

    private static Map<String, Set<String>> untilItIsOpen() {
        return Map.of(
                "PUT /issues/{id}", Set.of("issuer"),
                "GET /issues/{id}", Set.of("investor", "issuer", "operator", "issuance.read-issues"),
                "GET /issues", Set.of("investor", "issuer", "operator"),
                "PUT /issues/{id}/decision", Set.of("issuer"),
                "GET /issues/{id}/decision", Set.of("issuer", "operator"),
                "POST /issues/{id}/approval", Set.of("operator"),
                "POST /issues/{id}/rejection", Set.of("operator"),
                "POST /issues/{id}/placement", Set.of("issuer"),
                "POST /issues/{id}/withdrawal", Set.of("issuer"));
    }

    private static Map<String, Set<String>> ends() {
        return Map.of(
                "POST /issues/{id}/closing", Set.of("issuer"),
                "POST /issues/{id}/cancellation", Set.of("issuer", "operator"),
                "POST /issues/{id}/extension", Set.of("issuer"));
    }

    @Override
    protected List<String> rowsOfTheFirstRelease() {
        return List.of(
                "insert into issue (id, issuer, name, units, unit_price, status, drafted_at) values (gen_random_uuid(), 'one', 'Bond', 10, 150000, 'DRAFT', now())");
    }
}
