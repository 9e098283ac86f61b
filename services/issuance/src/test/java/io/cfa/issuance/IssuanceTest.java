package io.cfa.issuance;

import io.cfa.contract.ServiceContract;
import java.util.Map;
import java.util.Set;

class IssuanceTest extends ServiceContract {

    @Override
    protected Map<String, Set<String>> access() {
        return Map.of(
                "PUT /issues/{id}", Set.of("issuer"),
                "GET /issues/{id}", Set.of("investor", "issuer", "operator", "service"),
                "GET /issues", Set.of("investor", "issuer", "operator"),
                "PUT /issues/{id}/decision", Set.of("issuer"),
                "GET /issues/{id}/decision", Set.of("issuer", "operator"),
                "POST /issues/{id}/approval", Set.of("operator"),
                "POST /issues/{id}/rejection", Set.of("operator"),
                "POST /issues/{id}/placement", Set.of("issuer"));
    }
}
