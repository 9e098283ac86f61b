package io.cfa.settlement.placement;

import io.cfa.settlement.offer.Offer;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import java.util.UUID;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What issuance does with the placements that it has opened. */
@RestController
@RequestMapping("/offers/{id}")
@RolesAllowed("settlement.place-offers")
@Tag(name = "Offers")
class PlacementApi {

    private static final String ID = "The offer's id";

    private final PlacementService placements;

    PlacementApi(PlacementService placements) {
        this.placements = placements;
    }

    @Schema(name = "OfferExtension", description = "A later deadline")
    record Extension(
            @NotNull @Schema(description = "Until then units are sold", example = "2027-01-31T21:00:00Z")
                    Instant closesAt) {}

    @PostMapping("/closing")
    @Operation(
            summary = "End a placement, as its deadline does",
            description =
                    "`SOLD` where the minimum was reached or there is none; otherwise `FAILED`, and every trade turns back. Refused while the"
                            + " last buyers are being checked: `minimum-being-confirmed`.")
    Offer close(@PathVariable @Parameter(description = ID) UUID id) {
        return placements.close(id);
    }

    @PostMapping("/cancellation")
    @Operation(
            summary = "Cancel a placement",
            description =
                    "Every trade turns back. Refused with 409 `units-sold` once the minimum was reached, or where there is none and units are taken.")
    Offer cancel(@PathVariable @Parameter(description = ID) UUID id) {
        return placements.cancel(id);
    }

    @PostMapping("/extension")
    @Operation(
            summary = "Give a placement a later deadline",
            description = "Refused: `deadline-earlier`, `placement-over`.")
    Offer extend(@PathVariable @Parameter(description = ID) UUID id, @Valid @RequestBody Extension extension) {
        return placements.extend(id, extension.closesAt());
    }
}
