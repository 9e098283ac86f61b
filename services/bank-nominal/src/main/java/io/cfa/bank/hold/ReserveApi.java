package io.cfa.bank.hold;

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
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.UUID;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Reserves: settlement sets an issuer's money aside, and pays it out to holders. */
@RestController
@RequestMapping("/reserves")
@RolesAllowed("bank-nominal.hold")
@Tag(name = "Reserves", description = "Money that is set aside for many payees")
class ReserveApi {

    private static final String ID = "The reserve's id: the payment's";
    private static final String EXAMPLE = "3d1f0a7e-5a8c-4a38-9f67-02f9f4f6e1c2";
    private static final int MOST = 200;

    private final ReserveService reserves;

    ReserveApi(ReserveService reserves) {
        this.reserves = reserves;
    }

    @Schema(name = "ReserveRequest", description = "Whose money shall be set aside")
    record Request(
            @NotNull
                    @Schema(
                            description = "Whose money: the sub of a login",
                            example = "b7c52b0d-0f63-4c53-8f3e-94f2a7a9f4c8")
                    UUID payer,
            @Positive
                    @Schema(description = "In kopecks", example = "250000", requiredMode = Schema.RequiredMode.REQUIRED)
                    long amount) {}

    @Schema(name = "Payouts", description = "Who gets what of a reserve")
    record Payouts(
            @NotNull @Size(min = 1, max = MOST) @Valid @Schema(description = "At most 200, no id twice")
                    List<@NotNull Line> payouts) {}

    @Schema(name = "PayoutLine", description = "Who gets how much")
    record Line(
            @NotNull
                    @Schema(
                            description = "Chosen by the caller: under one id is paid once",
                            example = "7d3e1f0a-8a5c-4a38-9f67-1c2f9f4f6e02")
                    UUID id,
            @NotNull
                    @Schema(
                            description = "Who gets it: the sub of a login",
                            example = "8a1f6f0e-3b52-4f7e-a1a5-2d9f3c7e5b10")
                    UUID payee,
            @Positive @Schema(description = "In kopecks", example = "2500", requiredMode = Schema.RequiredMode.REQUIRED)
                    long amount) {}

    @Schema(name = "PaidOut", description = "What came of payouts")
    record Paid(
            @Schema(description = "The ids of those that are paid, by this call or before") List<UUID> paid,
            @Schema(description = "The ids of those whose payee has no account, and who are not paid")
                    List<UUID> withoutAccount) {}

    @PutMapping("/{id}")
    @Operation(
            summary = "Set money of the payer aside for many payees",
            description =
                    "A repeated call returns the reserve as it is now. Refused with 409: insufficient-funds, no-account, released.")
    ResponseEntity<Reserve> reserve(
            @Parameter(description = ID, example = EXAMPLE) @PathVariable UUID id,
            @Valid @RequestBody Request request) {
        return Created.answer(reserves.reserve(id, request.payer().toString(), request.amount()));
    }

    @GetMapping("/{id}")
    @RolesAllowed({"operator", "bank-nominal.hold"})
    @Operation(summary = "One reserve", description = "Whose money it is, and what of it is left.")
    Reserve one(@Parameter(description = ID, example = EXAMPLE) @PathVariable UUID id) {
        return reserves.withId(id);
    }

    @PostMapping("/{id}/payouts")
    @NaturallyIdempotent
    @Operation(
            summary = "Pay parts of a reserve",
            description =
                    "All of them that can be paid, each id once. More than is left (`more-than-reserved`), or an id under which something else"
                            + " stands (`id-taken`), and nothing of the call is paid. Who has no account is named and not paid.")
    Paid pay(
            @Parameter(description = ID, example = EXAMPLE) @PathVariable UUID id,
            @Valid @RequestBody Payouts request) {
        List<Payout> payouts = request.payouts().stream()
                .map(line -> new Payout(line.id(), line.payee().toString(), line.amount()))
                .toList();
        ReserveService.Paid paid = reserves.pay(id, payouts);
        return new Paid(paid.paid(), paid.withoutAccount());
    }

    @PostMapping("/{id}/release")
    @NaturallyIdempotent
    @Operation(
            summary = "Give the payer back what is left",
            description =
                    "A repeated call returns the released reserve. Where the reserve never came, it is refused from now on.")
    Reserve release(@Parameter(description = ID, example = EXAMPLE) @PathVariable UUID id) {
        return reserves.release(id);
    }
}
