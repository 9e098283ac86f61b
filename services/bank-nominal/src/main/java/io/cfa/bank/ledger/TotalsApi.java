package io.cfa.bank.ledger;

import io.cfa.kit.rule.OneAtATime;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.annotation.security.RolesAllowed;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Totals: the operator sees that the ledger adds up. */
@RestController
@Tag(name = "Totals", description = "What all accounts add up to")
class TotalsApi {

    private final Ledger ledger;
    private final OneAtATime oneAtATime = new OneAtATime();

    TotalsApi(Ledger ledger) {
        this.ledger = ledger;
    }

    @GetMapping("/totals")
    @RolesAllowed({"operator", "bank-nominal.prove"})
    @Operation(
            summary = "What all accounts add up to",
            description =
                    "Of one instant: deposits - withdrawals = balances + held, and no account is other than its entries and"
                            + " holds add up to (wrongAccounts = 0). One at a time: 429 `proof-under-way` while another goes on; 503"
                            + " after 20 seconds.")
    Totals totals() {
        // before the transaction, so that who waits has no connection
        return oneAtATime.run(ledger::totals);
    }
}
