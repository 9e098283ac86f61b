package io.cfa.compliance;

import io.cfa.contract.ServiceContract;
import java.util.List;
import java.util.Map;
import java.util.Set;

class ComplianceTest extends ServiceContract {

    @Override
    protected Map<String, Set<String>> access() {
        return Map.of(
                "PUT /screenings/{participant}", Set.of("operator", "service"),
                "GET /screenings/{participant}", Set.of("operator", "service"),
                "POST /screenings/{participant}/decision", Set.of("operator"),
                "PUT /watch-list/{id}", Set.of("operator"),
                "GET /watch-list", Set.of("operator"),
                "PUT /investors/{participant}/qualification", Set.of("operator"),
                "GET /limits/me", Set.of("investor"),
                "PUT /reservations/{trade}", Set.of("service"),
                "POST /reservations/{trade}/release", Set.of("service"));
    }

    @Override
    protected List<String> rowsOfTheFirstRelease() {
        return List.of(
                "insert into watched (id, name, words, reason, listed_at) values (gen_random_uuid(), 'Ivan Ivanov', 'ivan ivanov', 'a list', now())",
                "insert into screening (id, name, result, reason, screened_at) values (gen_random_uuid(), 'Ivan Ivanov', 'REJECTED', 'a list', now()), (gen_random_uuid(), 'Pyotr Petrov', 'APPROVED', '', now())");
    }
}
