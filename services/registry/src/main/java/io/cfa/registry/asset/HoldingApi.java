package io.cfa.registry.asset;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.annotation.security.RolesAllowed;
import java.util.List;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Holdings: everybody sees their own. */
@RestController
@Tag(name = "Holdings", description = "What the caller holds")
class HoldingApi {

    private final Ledger ledger;

    HoldingApi(Ledger ledger) {
        this.ledger = ledger;
    }

    @GetMapping("/holdings/me")
    @RolesAllowed({"investor", "issuer"})
    @Operation(summary = "What the caller holds", description = "One for each asset that the caller has units of.")
    List<Holding> own(Authentication caller) {
        return ledger.holdings(caller.getName());
    }
}
