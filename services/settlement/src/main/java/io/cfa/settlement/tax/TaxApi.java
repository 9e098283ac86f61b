package io.cfa.settlement.tax;

import io.cfa.kit.api.Created;
import io.cfa.kit.rule.Precondition;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.util.UUID;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What kind of taxpayer holders are, in the operators' hands. */
@RestController
@RequestMapping("/tax-statuses/{holder}")
@RolesAllowed("operator")
@Tag(name = "Taxes", description = "What kind of taxpayer a holder is")
class TaxApi {

    private static final String HOLDER = "The sub of the holder's login";
    private static final String EXAMPLE = "8a1f6f0e-3b52-4f7e-a1a5-2d9f3c7e5b10";

    private final TaxService taxes;

    TaxApi(TaxService taxes) {
        this.taxes = taxes;
    }

    @Schema(name = "TaxStatusRequest", description = "What kind of taxpayer a holder is")
    record Request(@NotNull @Schema(description = "What they are", example = "NON_RESIDENT") Taxpayer kind) {}

    @PutMapping
    @Operation(
            summary = "Put down what kind of taxpayer a holder is",
            description = "It holds for what is apportioned from now on. Nobody says it of themselves (`four-eyes`).")
    ResponseEntity<TaxStatus> put(
            Authentication caller,
            @PathVariable @Parameter(description = HOLDER, example = EXAMPLE) UUID holder,
            @Valid @RequestBody Request request,
            Precondition precondition) {
        return Created.answer(taxes.put(holder.toString(), request.kind(), caller.getName(), precondition));
    }

    @GetMapping
    @Operation(summary = "What kind of taxpayer a holder is")
    TaxStatus of(@PathVariable @Parameter(description = HOLDER, example = EXAMPLE) UUID holder) {
        return taxes.of(holder.toString());
    }
}
