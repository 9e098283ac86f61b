package io.cfa.compliance.limit;

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

/** Reservations, made and given back by settlement for its trades. */
@RestController
@RequestMapping("/reservations")
@RolesAllowed("compliance.reserve")
@Tag(name = "Reservations", description = "What trades take from their buyers' yearly limits")
class ReservationApi {

    private static final String TRADE = "The trade's id";

    /** Seconds in ten years. */
    private static final long LONG_AGO = 315_360_000;

    private final Limits limits;

    ReservationApi(Limits limits) {
        this.limits = limits;
    }

    @Schema(name = "Purchase", description = "Who buys for how much")
    record Purchase(
            @NotNull
                    @Schema(
                            description = "The buyer: the `sub` of the login",
                            example = "5b4a7d2e-8f16-4c0b-9a35-0c9d1e2f3a4b")
                    UUID participant,
            @Positive @Schema(description = "In kopecks", example = "1500000") long amount,
            @Schema(
                            description =
                                    "The seller: the `sub` of the login; null where a caller of before names none",
                            nullable = true,
                            example = "0d9f8a3e-7f3b-4c62-8f0e-6a2f0b1c9d11")
                    UUID seller,
            @Schema(description = "Whether only a qualified investor may buy this", nullable = true, example = "false")
                    Boolean qualifiedOnly) {}

    @PutMapping("/{trade}")
    @Operation(
            summary = "Take from the buyer's limit of this year, and have both sides checked",
            description =
                    "Asked again with the same content, it returns the reservation, as long as both are approved. Refused: a participant whom compliance has not approved"
                            + " (`not-approved`), a seller whom it has not approved (`seller-not-approved`), who is not qualified where only they may buy (`not-qualified`), more than what is left (`limit-exceeded`), a reservation that was given back (`released`), other"
                            + " content under the same id (`id-taken`).")
    ResponseEntity<Reservation> reserve(
            @PathVariable @Parameter(description = TRADE) UUID trade, @Valid @RequestBody Purchase purchase) {
        if (Boolean.TRUE.equals(purchase.qualifiedOnly())) {
            limits.checkQualified(purchase.participant());
        }
        return Created.answer(limits.reserve(trade, purchase.participant(), purchase.seller(), purchase.amount()));
    }

    @GetMapping
    @RolesAllowed({"operator", "compliance.reserve"})
    @Operation(
            summary = "The reservations",
            description =
                    "The oldest first if nobody says. Settlement looks here for what stands of trades that it has lost.")
    ResponseEntity<List<Reservation>> list(
            @SortedBy("askedAt") PageRequest page,
            @RequestParam(required = false) @Parameter(description = "Of this status only", example = "RESERVED")
                    Reservation.Status status,
            @RequestParam(required = false)
                    @Min(0)
                    @Max(LONG_AGO)
                    @Parameter(description = "Asked for at least so many seconds ago", example = "3600")
                    Long olderThan) {
        return Pages.answer(limits.of(status, olderThan, page));
    }

    @GetMapping("/{trade}")
    @Operation(summary = "Read what a trade has taken")
    Reservation reservation(@PathVariable @Parameter(description = TRADE) UUID trade) {
        return limits.withId(trade);
    }

    @PostMapping("/{trade}/release")
    @NaturallyIdempotent
    @Operation(
            summary = "Give back what a trade has taken",
            description = "Where nothing was taken so far, a reservation that comes later is refused.")
    Reservation release(@PathVariable @Parameter(description = TRADE) UUID trade) {
        return limits.release(trade);
    }
}
