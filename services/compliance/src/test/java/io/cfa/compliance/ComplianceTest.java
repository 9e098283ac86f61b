package io.cfa.compliance;

import io.cfa.contract.ApiContract;
import java.util.List;
import java.util.Map;
import java.util.Set;

class ComplianceTest extends ApiContract {

    @Override
    protected Map<String, Set<String>> access() {
        return Map.ofEntries(
                Map.entry("PUT /screenings/{participant}", Set.of("operator", "compliance.screen")),
                Map.entry("GET /screenings/{participant}", Set.of("operator", "compliance.read-screenings")),
                Map.entry("GET /screenings/approvals", Set.of("compliance.read-screenings")),
                Map.entry("POST /screenings/{participant}/decision", Set.of("operator")),
                Map.entry("POST /screenings/{participant}/block", Set.of("operator")),
                Map.entry("POST /screenings/{participant}/release", Set.of("operator")),
                Map.entry("POST /screenings/{participant}/rescreening", Set.of("operator")),
                Map.entry("GET /screenings/{participant}/decisions", Set.of("operator")),
                Map.entry("PUT /watch-list/{id}", Set.of("operator")),
                Map.entry("POST /watch-list/{id}/removal", Set.of("operator")),
                Map.entry("GET /watch-list/{id}/comparison", Set.of("operator")),
                Map.entry("PUT /watch-list-versions/{id}", Set.of("operator")),
                Map.entry("POST /watch-list-versions/{id}/confirmation", Set.of("operator")),
                Map.entry("GET /watch-list-versions/{id}", Set.of("operator")),
                Map.entry("GET /watch-list-versions/{id}/changes", Set.of("operator")),
                Map.entry("GET /watch-list-versions", Set.of("operator")),
                Map.entry("GET /reviews", Set.of("operator")),
                Map.entry("GET /reviews/{participant}", Set.of("operator")),
                Map.entry("POST /screenings/{participant}/proposal", Set.of("operator")),
                Map.entry("PUT /investors/{participant}/identification", Set.of("operator")),
                Map.entry("GET /investors/{participant}/identification", Set.of("operator")),
                Map.entry(
                        "GET /investors/{participant}/identification/withdrawal-limit",
                        Set.of("operator", "compliance.read-screenings")),
                Map.entry("GET /watch-list", Set.of("operator")),
                Map.entry("GET /watch-list/{id}", Set.of("operator")),
                Map.entry("GET /screenings", Set.of("operator")),
                Map.entry("GET /investors/{participant}/qualification", Set.of("operator")),
                Map.entry("GET /reservations", Set.of("operator", "compliance.reserve")),
                Map.entry("GET /reservations/{trade}", Set.of("compliance.reserve")),
                Map.entry("PUT /investors/{participant}/qualification", Set.of("operator")),
                Map.entry("GET /limits/me", Set.of("investor")),
                Map.entry("PUT /reservations/{trade}", Set.of("compliance.reserve")),
                Map.entry("POST /reservations/{trade}/release", Set.of("compliance.reserve")));
    }

    @Override
    protected List<String> rowsOfTheFirstRelease() {
        return List.of(
                "insert into watched (id, name, words, reason, listed_at) values (gen_random_uuid(), 'Ivan Ivanov', 'ivan ivanov', 'a list', now())",
                "insert into screening (id, name, result, reason, screened_at) values (gen_random_uuid(), 'Ivan Ivanov', 'REJECTED', 'a list', now()), (gen_random_uuid(), 'Pyotr Petrov', 'APPROVED', '', now())");
    }
}
