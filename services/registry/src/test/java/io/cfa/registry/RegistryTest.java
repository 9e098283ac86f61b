package io.cfa.registry;

import io.cfa.contract.ServiceContract;
import java.util.List;
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

    @Override
    protected List<String> rowsOfTheFirstRelease() {
        return List.of(
                "insert into asset (id, name, created_at) values ('00000000-0000-0000-0000-000000000001', 'Bond', now())",
                "insert into holding (asset, holder, units) values ('00000000-0000-0000-0000-000000000001', 'one', 7), ('00000000-0000-0000-0000-000000000001', 'two', 3)",
                "insert into entry (id, asset, from_holder, to_holder, units, entered_at) values ('00000000-0000-0000-0000-000000000001', '00000000-0000-0000-0000-000000000001', null, 'one', 10, now()), (gen_random_uuid(), '00000000-0000-0000-0000-000000000001', 'one', 'two', 3, now())");
    }
}
