package io.cfa.issuance.placement;

import io.cfa.issuance.issue.Issue;
import io.cfa.kit.NaturallyIdempotent;
import io.cfa.kit.rule.Precondition;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What an issuer, or an operator, does with a placement that is open; outside of any transaction with its key, as settlement is asked. */
@RestController
@RequestMapping("/issues/{id}")
@RolesAllowed("issuer")
@Tag(name = "Issues")
class PlacementApi {

    private static final String ID = "The issue's id";

    private final PlacementEnd ends;
    private final OfferClient offers;

    PlacementApi(PlacementEnd ends, OfferClient offers) {
        this.ends = ends;
        this.offers = offers;
    }

    @Schema(name = "PlacementExtension", description = "A later deadline")
    record Extension(
            @NotNull @Schema(description = "Until then investors may subscribe", example = "2027-01-31T21:00:00Z")
                    Instant closesAt) {}

    @PostMapping("/closing")
    @NaturallyIdempotent
    @Operation(
            summary = "Close a placement before its deadline",
            description =
                    "As the deadline does: where the minimum was reached, or there is none, what was sold is sold (`SOLD`); otherwise everybody"
                            + " has their money back (`FAILED`). Of an issue that is not open it is refused (`not-open`), and while the last buyers are being checked"
                            + " (`minimum-being-confirmed`).")
    Issue close(Authentication caller, @PathVariable @Parameter(description = ID) UUID id, Precondition precondition) {
        Issue issue = ends.ending(id, caller, false, precondition);
        return ends.record(id, offers.end(issue.offer(), "closing"));
    }

    @PostMapping("/cancellation")
    @RolesAllowed({"issuer", "operator"})
    @NaturallyIdempotent
    @Operation(
            summary = "Cancel a placement, and give everybody their money back",
            description =
                    "Its issuer, or an operator, as long as its minimum was not reached: after that, or where there is none and somebody has bought, units"
                            + " are sold (`units-sold`).")
    Issue cancel(Authentication caller, @PathVariable @Parameter(description = ID) UUID id, Precondition precondition) {
        Issue issue = ends.ending(id, caller, true, precondition);
        return ends.record(id, offers.end(issue.offer(), "cancellation"));
    }

    @PostMapping("/extension")
    @NaturallyIdempotent
    @Operation(
            summary = "Extend a placement",
            description =
                    "To a later deadline than it has (`deadline-earlier`), at most a year away (`deadline-far`); one that has ended is not extended"
                            + " (`placement-over`).")
    Issue extend(
            Authentication caller,
            @PathVariable @Parameter(description = ID) UUID id,
            @Valid @RequestBody Extension extension,
            Precondition precondition) {
        Instant closesAt = extension.closesAt().truncatedTo(ChronoUnit.MICROS);
        Issue issue = ends.extending(id, caller, closesAt, precondition);
        return ends.record(id, offers.extend(issue.offer(), closesAt));
    }
}
