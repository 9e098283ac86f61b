package io.cfa.registry.asset;

import io.cfa.kit.NaturallyIdempotent;
import io.cfa.kit.api.Created;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Transfers: settlement moves units from one holder to another. */
@RestController
@RequestMapping("/transfers")
@Tag(name = "Transfers", description = "Units that go from one holder to another")
class TransferApi {

    private static final String EXAMPLE = "7d3e1f0a-8a5c-4a38-9f67-1c2f9f4f6e02";

    private final Ledger ledger;

    TransferApi(Ledger ledger) {
        this.ledger = ledger;
    }

    @Schema(name = "TransferRequest", description = "What shall go from whom to whom")
    record Request(
            @NotNull @Schema(description = "The asset's id", example = "e4a7c6f2-90d1-4f4b-8f0e-6c2d7b1a3f55")
                    UUID asset,
            @NotNull
                    @Schema(
                            description = "Who has the units: the sub of a login",
                            example = "b7c52b0d-0f63-4c53-8f3e-94f2a7a9f4c8")
                    UUID from,
            @NotNull
                    @Schema(
                            description = "Who shall have them: the sub of a login",
                            example = "8a1f6f0e-3b52-4f7e-a1a5-2d9f3c7e5b10")
                    UUID to,
            @Positive
                    @Schema(
                            description = "How many units",
                            example = "250",
                            requiredMode = Schema.RequiredMode.REQUIRED)
                    long units) {}

    /** By its id alone, whatever key comes with it: that a transfer was refused is kept, which the key's transaction would not. */
    @PutMapping("/{id}")
    @RolesAllowed("registry.transfer")
    @NaturallyIdempotent
    @Operation(
            summary = "Transfer units",
            description = "Under the id of the trade: a repeated call returns the first transfer and moves nothing"
                    + " more. Refused with 409 insufficient-units where the holder has fewer of this asset, or none, units-restricted where they are arrested or"
                    + " pledged; what was refused once stays refused.")
    ResponseEntity<Transfer> transfer(
            @Parameter(description = "The transfer's id: the trade's", example = EXAMPLE) @PathVariable UUID id,
            @Valid @RequestBody Request request) {
        return Created.answer(ledger.transfer(new TransferOrder(
                id, request.asset(), request.from().toString(), request.to().toString(), request.units())));
    }

    @PostMapping("/{id}/cancellation")
    @RolesAllowed("registry.transfer")
    @NaturallyIdempotent
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(
            summary = "Refuse a transfer for good",
            description =
                    "A transfer that comes later is refused. Refused with 409 transferred where the units have gone.")
    void cancel(@Parameter(description = "The transfer's id: the trade's", example = EXAMPLE) @PathVariable UUID id) {
        ledger.cancel(id);
    }

    @GetMapping("/{id}")
    @RolesAllowed("operator")
    @Operation(summary = "One transfer", description = "Who gave what to whom, and its place in the chain.")
    Transfer one(@Parameter(description = "The transfer's id: the trade's", example = EXAMPLE) @PathVariable UUID id) {
        return ledger.transfer(id);
    }
}
