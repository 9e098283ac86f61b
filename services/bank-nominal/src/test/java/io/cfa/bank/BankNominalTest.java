package io.cfa.bank;

import io.cfa.contract.ServiceContract;
import java.util.Map;
import java.util.Set;

class BankNominalTest extends ServiceContract {

    @Override
    protected Map<String, Set<String>> access() {
        return Map.ofEntries(
                Map.entry("PUT /accounts/me", Set.of("investor", "issuer")),
                Map.entry("GET /accounts/me", Set.of("investor", "issuer")),
                Map.entry("GET /accounts/me/entries", Set.of("investor", "issuer")),
                Map.entry("PUT /accounts/me/withdrawals/{id}", Set.of("investor", "issuer")),
                Map.entry("GET /accounts", Set.of("operator", "service")),
                Map.entry("GET /accounts/{id}", Set.of("operator", "service")),
                Map.entry("PUT /accounts/{id}/deposits/{deposit}", Set.of("operator")),
                Map.entry("PUT /holds/{id}", Set.of("service")),
                Map.entry("GET /holds/{id}", Set.of("operator", "service")),
                Map.entry("POST /holds/{id}/capture", Set.of("service")),
                Map.entry("POST /holds/{id}/release", Set.of("service")),
                Map.entry("GET /totals", Set.of("operator")));
    }
}
