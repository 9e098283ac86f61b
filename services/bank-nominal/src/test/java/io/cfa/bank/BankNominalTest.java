package io.cfa.bank;

import io.cfa.contract.ApiContract;
import java.util.List;
import java.util.Map;
import java.util.Set;

class BankNominalTest extends ApiContract {

    @Override
    protected Map<String, Set<String>> access() {
        return Map.ofEntries(
                Map.entry("PUT /accounts/me", Set.of("investor", "issuer")),
                Map.entry("GET /accounts/me", Set.of("investor", "issuer")),
                Map.entry("GET /accounts/me/entries", Set.of("investor", "issuer")),
                Map.entry("PUT /accounts/me/withdrawals/{id}", Set.of("investor", "issuer")),
                Map.entry("GET /accounts/me/withdrawals/{id}", Set.of("investor", "issuer")),
                Map.entry("GET /accounts/{id}/deposits/{deposit}", Set.of("operator")),
                Map.entry("GET /accounts", Set.of("operator", "bank-nominal.read-accounts")),
                Map.entry("GET /accounts/{id}", Set.of("operator")),
                Map.entry("PUT /accounts/{id}/deposits/{deposit}", Set.of("operator")),
                Map.entry("PUT /statements/{id}", Set.of("operator")),
                Map.entry("GET /statements/{id}", Set.of("operator")),
                Map.entry("GET /statements", Set.of("operator")),
                Map.entry("GET /differences", Set.of("operator")),
                Map.entry("GET /differences/{id}", Set.of("operator")),
                Map.entry("POST /differences/{id}/proposal", Set.of("operator")),
                Map.entry("POST /differences/{id}/approval", Set.of("operator")),
                Map.entry("GET /withdrawals", Set.of("operator")),
                Map.entry("GET /withdrawals/{id}", Set.of("operator")),
                Map.entry("POST /withdrawals/{id}/sending", Set.of("operator")),
                Map.entry("GET /closings", Set.of("operator")),
                Map.entry("GET /closings/{day}", Set.of("operator")),
                Map.entry("GET /closings/verify", Set.of("operator", "bank-nominal.prove")),
                Map.entry("PUT /holds/{id}", Set.of("bank-nominal.hold")),
                Map.entry("GET /holds", Set.of("operator", "bank-nominal.hold")),
                Map.entry("GET /holds/{id}", Set.of("operator")),
                Map.entry("POST /holds/{id}/capture", Set.of("bank-nominal.hold")),
                Map.entry("POST /holds/{id}/release", Set.of("bank-nominal.hold")),
                Map.entry("PUT /reserves/{id}", Set.of("bank-nominal.hold")),
                Map.entry("GET /reserves/{id}", Set.of("operator", "bank-nominal.hold")),
                Map.entry("POST /reserves/{id}/payouts", Set.of("bank-nominal.hold")),
                Map.entry("POST /reserves/{id}/release", Set.of("bank-nominal.hold")),
                Map.entry("GET /totals", Set.of("operator", "bank-nominal.prove")));
    }

    @Override
    protected List<String> rowsOfTheFirstRelease() {
        return List.of(
                "insert into account (id, owner, balance, opened_at) values ('00000000-0000-0000-0000-000000000001', 'one', 150, now())",
                "insert into entry (id, kind, debited, credited, amount, entered_at) values (gen_random_uuid(), 'DEPOSIT', '00000000-0000-0000-0000-000000000000', '00000000-0000-0000-0000-000000000001', 150, now())");
    }
}
