package io.cfa.registry.asset;

import io.cfa.kit.api.Created;
import io.cfa.kit.api.Pages;
import io.cfa.kit.api.SortedBy;
import io.cfa.kit.page.PageRequest;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Assets: issuance creates them, everybody may see that they exist, the operator sees who holds them. */
@RestController
@RequestMapping("/assets")
@Tag(name = "Assets", description = "The digital financial assets that exist, and who holds them")
class AssetApi {

    private static final String EXAMPLE = "e4a7c6f2-90d1-4f4b-8f0e-6c2d7b1a3f55";

    private final Ledger ledger;

    AssetApi(Ledger ledger) {
        this.ledger = ledger;
    }

    @Schema(name = "Creation", description = "What comes into being")
    record Creation(
            @NotBlank
                    @Size(max = 200)
                    @Schema(description = "As it stands in the decision", example = "Receivables 2026/1")
                    String name,
            @NotNull
                    @Schema(
                            description = "Who gets all units: the sub of the issuer's login",
                            example = "b7c52b0d-0f63-4c53-8f3e-94f2a7a9f4c8")
                    UUID issuer,
            @Positive
                    @Schema(
                            description = "How many units",
                            example = "1000",
                            requiredMode = Schema.RequiredMode.REQUIRED)
                    long units) {}

    @PutMapping("/{id}")
    @RolesAllowed("registry.register-assets")
    @Operation(
            summary = "Create an asset",
            description = "Under the id of its issue: a repeated call returns the first. All units come into being in"
                    + " the hands of the issuer.")
    ResponseEntity<Asset> create(
            @Parameter(description = "The asset's id: its issue's", example = EXAMPLE) @PathVariable UUID id,
            @Valid @RequestBody Creation creation) {
        return Created.answer(
                ledger.create(id, creation.name(), creation.issuer().toString(), creation.units()));
    }

    @GetMapping
    @Operation(summary = "The assets", description = "The youngest first if nobody says.")
    ResponseEntity<List<Asset>> assets(
            @SortedBy("-createdAt") PageRequest page,
            @RequestParam(required = false)
                    @Parameter(
                            description = "Of this issuer only: the sub of a login",
                            example = "b7c52b0d-0f63-4c53-8f3e-94f2a7a9f4c8")
                    UUID issuer) {
        return Pages.answer(ledger.assets(issuer == null ? null : issuer.toString(), page));
    }

    @GetMapping("/{id}")
    @Operation(summary = "One asset", description = "Its name, its issuer and how many units exist.")
    Asset asset(@Parameter(description = "The asset's id", example = EXAMPLE) @PathVariable UUID id) {
        return ledger.asset(id);
    }

    @GetMapping("/{id}/holdings")
    @RolesAllowed({"operator", "registry.read-holdings"})
    @Operation(
            summary = "Who holds an asset, or held it at a moment",
            description =
                    "By holders if nobody says. What all hold adds up to the units that exist. A moment that is over is"
                            + " the same whenever it is asked about; one that is still to come is refused (`moment-to-come`).")
    @ApiResponse(responseCode = "200", description = "OK", useReturnTypeSchema = true)
    @ApiResponse(responseCode = "422", ref = "#/components/responses/Problem422")
    ResponseEntity<List<Holding>> holders(
            @Parameter(description = "The asset's id", example = EXAMPLE) @PathVariable UUID id,
            @SortedBy("holder") PageRequest page,
            @RequestParam(required = false)
                    @Parameter(
                            description = "This holder only: the sub of a login",
                            example = "8a1f6f0e-3b52-4f7e-a1a5-2d9f3c7e5b10")
                    UUID holder,
            @RequestParam(required = false)
                    @Parameter(
                            description = "At this moment; now where it is left out",
                            example = "2026-11-24T09:30:00Z")
                    Instant at) {
        return Pages.answer(ledger.holders(id, holder == null ? null : holder.toString(), at, page));
    }
}
