package io.cfa.settlement.offer;

import io.cfa.kit.api.Created;
import io.cfa.kit.api.Pages;
import io.cfa.kit.api.SortedBy;
import io.cfa.kit.page.PageRequest;
import io.cfa.kit.rule.Precondition;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.media.Schema.RequiredMode;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Offers: an investor's own, and the placements that issuance opens for its issuers. */
@RestController
@RequestMapping("/offers")
@Tag(name = "Offers", description = "Units of assets that are for sale")
class OfferApi {

    private static final String ID = "The offer's id, chosen by whoever made it";
    private static final String EXAMPLE = "5b0f5f0e-3f0c-4e0c-9a53-0b7f5d3c2a10";

    private final OfferService selling;

    OfferApi(OfferService selling) {
        this.selling = selling;
    }

    @Schema(name = "OfferRequest", description = "What is offered, and at what price")
    record Request(
            @NotNull @Schema(description = "The registry's asset", example = "5b0f5f0e-3f0c-4e0c-9a53-0b7f5d3c2a10")
                    UUID asset,
            @Positive @Schema(description = "How many units", example = "1000", requiredMode = RequiredMode.REQUIRED)
                    long units,
            @Positive
                    @Schema(
                            description = "What one unit costs, in kopecks",
                            example = "150000",
                            requiredMode = RequiredMode.REQUIRED)
                    long unitPrice,
            @Schema(
                            description =
                                    "The login that gives the asset: another service names it, an investor offers what is theirs",
                            example = "0d9f8a3e-7f3b-4c62-8f0e-6a2f0b1c9d11",
                            types = {"string", "null"})
                    UUID seller,
            @Valid
                    @Schema(
                            description = "What holds for a placement: a service says so, and nobody else",
                            nullable = true)
                    Placement placement) {

        OfferTerms terms() {
            return new OfferTerms(
                    asset,
                    seller == null ? null : seller.toString(),
                    units,
                    unitPrice,
                    placement == null ? null : placement.terms());
        }
    }

    @Schema(name = "PlacementRequest", description = "What holds for a placement")
    record Placement(
            @Schema(description = "Until then units are sold", nullable = true, example = "2026-12-31T21:00:00Z")
                    Instant closesAt,
            @Positive @Schema(description = "Fewer, and every trade turns back", nullable = true, example = "500")
                    Long minimumUnits,
            @Positive @Schema(description = "How many one buyer may have", nullable = true, example = "100")
                    Long mostPerBuyer,
            @Schema(description = "Whether only qualified investors buy", nullable = true, example = "false")
                    Boolean qualifiedOnly) {

        PlacementTerms terms() {
            PlacementTerms terms = new PlacementTerms(
                    closesAt == null ? null : closesAt.truncatedTo(ChronoUnit.MICROS),
                    minimumUnits,
                    mostPerBuyer,
                    Boolean.TRUE.equals(qualifiedOnly));
            return terms.sayNothing() ? null : terms;
        }
    }

    @PutMapping("/{id}")
    @RolesAllowed({"investor", "settlement.place-offers"})
    @Operation(
            summary = "Offer units of an asset",
            description = "Under an id of the caller's choice: the same call again returns the first offer."
                    + " Whether the seller has as many units is seen when a trade moves them.")
    ResponseEntity<Offer> offer(
            Authentication caller,
            @PathVariable @Parameter(description = ID, example = EXAMPLE) UUID id,
            @Valid @RequestBody Request request) {
        return Created.answer(selling.offer(id, caller, request.terms()));
    }

    @GetMapping
    @Operation(
            summary = "List the open offers",
            description = "Those that have units left, the youngest first if nobody says.")
    ResponseEntity<List<Offer>> open(
            @SortedBy({"-offeredAt", "unitPrice"}) PageRequest page,
            @RequestParam(required = false)
                    @Parameter(description = "Of this asset only", example = "5b0f5f0e-3f0c-4e0c-9a53-0b7f5d3c2a10")
                    UUID asset,
            @RequestParam(required = false)
                    @Parameter(
                            description = "Of this seller only: the sub of a login",
                            example = "0d9f8a3e-7f3b-4c62-8f0e-6a2f0b1c9d11")
                    UUID seller,
            @RequestParam(required = false)
                    @Parameter(
                            description = "true: placements of issues only; false: what investors offer only",
                            example = "true")
                    Boolean placement) {
        return Pages.answer(selling.open(page, asset, seller, placement));
    }

    @GetMapping("/{id}")
    @Operation(summary = "Read one offer")
    Offer one(@PathVariable @Parameter(description = ID, example = EXAMPLE) UUID id) {
        return selling.offer(id);
    }

    @PostMapping("/{id}/withdrawal")
    @RolesAllowed({"investor", "issuer"})
    @Operation(
            summary = "Take an own offer back",
            description =
                    "No further trade takes from it; those that have begun go on to their end. A placement with terms is closed or"
                            + " cancelled at issuance instead (`placement-open`).")
    Offer withdraw(
            Authentication caller,
            @PathVariable @Parameter(description = ID, example = EXAMPLE) UUID id,
            Precondition precondition) {
        return selling.withdraw(id, caller.getName(), precondition);
    }
}
