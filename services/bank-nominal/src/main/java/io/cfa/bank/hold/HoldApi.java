package io.cfa.bank.hold;

import io.cfa.kit.NaturallyIdempotent;
import io.cfa.kit.api.Created;
import io.cfa.kit.api.Pages;
import io.cfa.kit.api.SortedBy;
import io.cfa.kit.page.PageRequest;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import java.util.List;
import java.util.UUID;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Holds: settlement sets money aside for a trade, and gives it to the seller or back to the buyer. */
@RestController
@RequestMapping("/holds")
@Tag(name = "Holds", description = "Money that is set aside for a trade")
class HoldApi {

    private static final String EXAMPLE = "7d3e1f0a-8a5c-4a38-9f67-1c2f9f4f6e02";

    /** Seconds in ten years. */
    private static final long LONG_AGO = 315_360_000;

    private final HoldService holds;

    HoldApi(HoldService holds) {
        this.holds = holds;
    }

    @Schema(name = "HoldRequest", description = "Whose money shall be set aside for whom")
    record Request(
            @NotNull
                    @Schema(
                            description = "Whose money: the sub of a login",
                            example = "8a1f6f0e-3b52-4f7e-a1a5-2d9f3c7e5b10")
                    UUID payer,
            @NotNull
                    @Schema(
                            description = "Who shall get it: the sub of a login",
                            example = "b7c52b0d-0f63-4c53-8f3e-94f2a7a9f4c8")
                    UUID payee,
            @Positive
                    @Schema(description = "In kopecks", example = "250000", requiredMode = Schema.RequiredMode.REQUIRED)
                    long amount) {}

    @PutMapping("/{id}")
    @RolesAllowed("bank-nominal.hold")
    @Operation(
            summary = "Set money of the payer aside",
            description = "A repeated call returns the hold as it is now. Refused with 409: insufficient-funds,"
                    + " no-account where one of the two has none, released where the release came before.")
    ResponseEntity<Hold> hold(
            @Parameter(description = "The hold's id: the trade's", example = EXAMPLE) @PathVariable UUID id,
            @Valid @RequestBody Request request) {
        return Created.answer(
                holds.hold(id, request.payer().toString(), request.payee().toString(), request.amount()));
    }

    @PostMapping("/{id}/capture")
    @RolesAllowed("bank-nominal.hold")
    @NaturallyIdempotent
    @Operation(
            summary = "Give the payee what is held",
            description = "A repeated call returns the captured hold. Refused with 409 released where the payer has it"
                    + " back already.")
    Hold capture(@Parameter(description = "The hold's id: the trade's", example = EXAMPLE) @PathVariable UUID id) {
        return holds.capture(id);
    }

    @PostMapping("/{id}/release")
    @RolesAllowed("bank-nominal.hold")
    @NaturallyIdempotent
    @Operation(
            summary = "Give the payer back what is held",
            description = "A repeated call returns the released hold. Where the hold never came, it is refused from now"
                    + " on. Refused with 409 captured where the payee has the money already.")
    Hold release(@Parameter(description = "The hold's id: the trade's", example = EXAMPLE) @PathVariable UUID id) {
        return holds.release(id);
    }

    @GetMapping
    @RolesAllowed({"operator", "bank-nominal.hold"})
    @Operation(
            summary = "The holds",
            description =
                    "The oldest first if nobody says. Settlement looks here for what stands of trades that it has lost.")
    ResponseEntity<List<Hold>> list(
            @SortedBy("askedAt") PageRequest page,
            @RequestParam(required = false) @Parameter(description = "Of this status only", example = "HELD")
                    Hold.Status status,
            @RequestParam(required = false)
                    @Min(0)
                    @Max(LONG_AGO)
                    @Parameter(description = "Asked for at least so many seconds ago", example = "3600")
                    Long olderThan) {
        return Pages.answer(holds.of(status, olderThan, page));
    }

    @GetMapping("/{id}")
    @RolesAllowed("operator")
    @Operation(summary = "One hold", description = "Whose money it is, for whom, and what became of it.")
    Hold one(@Parameter(description = "The hold's id: the trade's", example = EXAMPLE) @PathVariable UUID id) {
        return holds.withId(id);
    }
}
