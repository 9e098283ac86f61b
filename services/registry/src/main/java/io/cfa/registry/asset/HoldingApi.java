package io.cfa.registry.asset;

import io.cfa.kit.api.Pages;
import io.cfa.kit.api.SortedBy;
import io.cfa.kit.page.PageRequest;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.annotation.security.RolesAllowed;
import java.util.List;
import java.util.UUID;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
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
    @Operation(
            summary = "What the caller holds",
            description = "One for each asset that the caller has units of, by assets if nobody says.")
    ResponseEntity<List<Holding>> own(
            Authentication caller,
            @SortedBy("asset") PageRequest page,
            @RequestParam(required = false)
                    @Parameter(description = "Of this asset only", example = "e4a7c6f2-90d1-4f4b-8f0e-6c2d7b1a3f55")
                    UUID asset) {
        return Pages.answer(ledger.holdings(asset, caller.getName(), page));
    }
}
