package io.cfa.registry.asset;

import io.cfa.kit.Caller;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** Holdings: everybody sees their own, the operator and other services see anybody's. */
@RestController
@Tag(name = "Holdings")
class HoldingApi {

    private final Ledger ledger;

    HoldingApi(Ledger ledger) {
        this.ledger = ledger;
    }

    @GetMapping("/holdings")
    @Operation(summary = "What somebody holds")
    List<Holding> holdings(
            Authentication caller,
            @Parameter(description = "Whose; the caller's where it is missing") @RequestParam(required = false)
                    String holder) {
        String whose = holder == null ? caller.getName() : holder;
        if (!Caller.is(caller, whose) && !Caller.hasRole(caller, "operator", "service")) {
            throw new ResponseStatusException(HttpStatus.FORBIDDEN, "The caller may see only what the caller holds.");
        }
        return ledger.holdings(whose);
    }
}
