package io.cfa.identity;

import io.cfa.contract.ServiceContract;
import java.util.Map;
import java.util.Set;

class IdentityTest extends ServiceContract {

    @Override
    protected Map<String, Set<String>> access() {
        return Map.of(
                "PUT /participants/me", Set.of("investor", "issuer", "operator"),
                "GET /participants/me", Set.of("investor", "issuer", "operator"),
                "GET /participants/{id}", Set.of("operator", "service"),
                "GET /participants", Set.of("operator"));
    }
}
