package io.cfa.registry;

import io.cfa.contract.ApiContract;
import java.util.List;
import java.util.Map;
import java.util.Set;

class RegistryTest extends ApiContract {

    @Override
    protected Map<String, Set<String>> access() {
        return Map.ofEntries(
                Map.entry("PUT /assets/{id}", Set.of("registry.register-assets")),
                Map.entry("GET /assets", Set.of("*")),
                Map.entry("GET /assets/{id}", Set.of("*")),
                Map.entry("GET /assets/{id}/holdings", Set.of("operator", "registry.read-holdings")),
                Map.entry("GET /assets/{id}/extract", Set.of("operator")),
                Map.entry("GET /holdings/me/extract", Set.of("investor", "issuer")),
                Map.entry("GET /holders/{holder}/extract", Set.of("operator")),
                Map.entry("GET /holdings/me", Set.of("investor", "issuer")),
                Map.entry("PUT /transfers/{id}", Set.of("registry.transfer")),
                Map.entry("POST /redemptions", Set.of("registry.transfer")),
                Map.entry("GET /transfers/{id}", Set.of("operator")),
                Map.entry("POST /transfers/{id}/cancellation", Set.of("registry.transfer")),
                Map.entry("PUT /restrictions/{id}", Set.of("operator")),
                Map.entry("POST /restrictions/{id}/release", Set.of("operator")),
                Map.entry("GET /restrictions/{id}", Set.of("operator")),
                Map.entry("GET /restrictions", Set.of("operator")),
                Map.entry("PUT /orders/{id}", Set.of("operator")),
                Map.entry("POST /orders/{id}/approval", Set.of("operator")),
                Map.entry("POST /orders/{id}/rejection", Set.of("operator")),
                Map.entry("GET /orders/{id}", Set.of("operator")),
                Map.entry("GET /orders", Set.of("operator")),
                Map.entry("GET /chain/checkpoints", Set.of("*")),
                Map.entry("GET /chain/verify", Set.of("operator", "registry.prove")));
    }

    @Override
    protected List<String> rowsOfTheFirstRelease() {
        return List.of(
                "insert into asset (id, name, created_at) values ('00000000-0000-0000-0000-000000000001', 'Bond', now())",
                "insert into holding (asset, holder, units) values ('00000000-0000-0000-0000-000000000001', 'one', 7), ('00000000-0000-0000-0000-000000000001', 'two', 3)",
                "insert into entry (id, asset, from_holder, to_holder, units, entered_at) values ('00000000-0000-0000-0000-000000000001', '00000000-0000-0000-0000-000000000001', null, 'one', 10, now()), (gen_random_uuid(), '00000000-0000-0000-0000-000000000001', 'one', 'two', 3, now())");
    }
}
