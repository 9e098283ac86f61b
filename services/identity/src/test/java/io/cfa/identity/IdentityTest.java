package io.cfa.identity;

import io.cfa.contract.ApiContract;
import java.util.List;
import java.util.Map;
import java.util.Set;

class IdentityTest extends ApiContract {

    @Override
    protected Map<String, Set<String>> access() {
        return Map.of(
                "PUT /participants/me", Set.of("investor", "issuer", "operator"),
                "GET /participants/me", Set.of("investor", "issuer", "operator"),
                "GET /participants/{id}", Set.of("operator", "identity.read-participants"),
                "GET /participants", Set.of("operator"));
    }

    @Override
    protected List<String> rowsOfTheFirstRelease() {
        return List.of(
                "insert into participant (id, subject, kind, name, registered_at) values (gen_random_uuid(), 'one', 'PERSON', 'Ivan Ivanov', now()), (gen_random_uuid(), 'two', 'ORGANISATION', 'OOO Romashka', now())");
    }
}
