package io.cfa.registry.redemption;

import io.cfa.kit.NaturallyIdempotent;
import io.cfa.registry.redemption.RedemptionService.Redeemed;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.UUID;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Redemptions: settlement takes the units of many holders back. */
@RestController
@RequestMapping("/redemptions")
@Tag(name = "Transfers")
class RedemptionApi {

    private static final int MOST = 100;

    private final RedemptionService redemptions;

    RedemptionApi(RedemptionService redemptions) {
        this.redemptions = redemptions;
    }

    @Schema(name = "RedemptionRequest", description = "Whose units shall go back to the issuer")
    record Request(
            @NotNull @Schema(description = "The asset's id", example = "e4a7c6f2-90d1-4f4b-8f0e-6c2d7b1a3f55")
                    UUID asset,
            @NotNull @Size(min = 1, max = MOST) @Valid @Schema(description = "At most 100, no id twice")
                    List<@NotNull Line> lines) {}

    @Schema(name = "RedemptionLine", description = "How many units of one holder")
    record Line(
            @NotNull
                    @Schema(
                            description = "The transfer's id, chosen by the caller: under one id is redeemed once",
                            example = "7d3e1f0a-8a5c-4a38-9f67-1c2f9f4f6e02")
                    UUID id,
            @NotNull
                    @Schema(
                            description = "Who has the units: the sub of a login",
                            example = "b7c52b0d-0f63-4c53-8f3e-94f2a7a9f4c8")
                    UUID holder,
            @Positive
                    @Schema(
                            description = "How many units",
                            example = "250",
                            requiredMode = Schema.RequiredMode.REQUIRED)
                    long units) {}

    @Schema(name = "RefusedRedemption", description = "A line that the register refuses, for good under its id")
    record Refused(
            @Schema(description = "The line's id", example = "7d3e1f0a-8a5c-4a38-9f67-1c2f9f4f6e02") UUID id,
            @Schema(description = "insufficient-units or units-restricted", example = "units-restricted")
                    String reason) {}

    @Schema(name = "RedeemedUnits", description = "What came of the lines of a call")
    record Answer(
            @Schema(description = "The ids of those whose units have gone back, by this call or before")
                    List<UUID> redeemed,
            @Schema(description = "Those that are refused") List<Refused> refused) {}

    /** By the ids of its lines alone, whatever key comes with it: that a line was refused is kept. */
    @PostMapping
    @RolesAllowed("registry.transfer")
    @NaturallyIdempotent
    @Operation(
            summary = "Take units of many holders back to the issuer",
            description =
                    "Each line is a transfer under its id; a repeated line moves nothing more. Lines of holders who have fewer units (`insufficient-units`), or whose units are arrested or"
                            + " pledged (`units-restricted`), are refused for good and named; the others are entered. With an id under which something else stands (`id-taken`) nothing of the call is.")
    Answer redeem(@Valid @RequestBody Request request) {
        List<RedemptionService.Line> lines = request.lines().stream()
                .map(line -> new RedemptionService.Line(line.id(), line.holder().toString(), line.units()))
                .toList();
        Redeemed redeemed = redemptions.redeem(request.asset(), lines);
        return new Answer(
                redeemed.redeemed(),
                redeemed.refused().stream()
                        .map(one -> new Refused(one.id(), one.reason()))
                        .toList());
    }
}
