package io.cfa.registry;

import io.cfa.contract.ServiceContract;
import java.util.Map;
import java.util.Set;

class RegistryTest extends ServiceContract {

    @Override
    protected Map<String, Set<String>> access() {
        return Map.of(
                "PUT /assets/{id}", Set.of("service"),
                "GET /assets", Set.of("*"),
                "GET /assets/{id}", Set.of("*"),
                "GET /assets/{id}/holdings", Set.of("operator"),
                "GET /holdings/me", Set.of("investor", "issuer"),
                "PUT /transfers/{id}", Set.of("service"),
                "GET /transfers/{id}", Set.of("operator", "service"),
                "GET /chain/verify", Set.of("*"));
    }
}
