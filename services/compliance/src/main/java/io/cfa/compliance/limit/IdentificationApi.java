package io.cfa.compliance.limit;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.cfa.kit.api.Created;
import io.cfa.kit.rule.Precondition;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.UUID;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** How thoroughly participants were identified. */
@RestController
@RequestMapping("/investors/{participant}/identification")
@RolesAllowed("operator")
@Tag(name = "Limits")
class IdentificationApi {

    private final IdentificationService identifications;

    IdentificationApi(IdentificationService identifications) {
        this.identifications = identifications;
    }

    @Schema(name = "Identified", description = "How somebody was identified")
    record Identified(
            @NotNull @Schema(description = "How thoroughly", example = "SIMPLIFIED") Identification.Level level,
            @NotBlank
                    @Size(max = 500)
                    @Schema(description = "By which document", example = "Passport, confirmed by SMEV on 1 December")
                    String document) {}

    @PutMapping
    @Operation(
            summary = "Put down how thoroughly a participant was identified",
            description =
                    "`NONE` buys nothing, `SIMPLIFIED` up to 15 000 roubles at once and 40 000 in a calendar month, `FULL` is bound by"
                            + " the yearly limit alone. What is reserved already stays reserved and keeps counting.")
    ResponseEntity<Identification> identify(
            Authentication caller,
            @PathVariable @Parameter(description = "The `sub` of the participant's login") UUID participant,
            @Valid @RequestBody Identified identified,
            Precondition precondition) {
        return Created.answer(identifications.identify(
                participant, identified.level(), identified.document(), caller.getName(), precondition));
    }

    @GetMapping
    @Operation(summary = "Read how thoroughly a participant was identified")
    Identification identification(
            @PathVariable @Parameter(description = "The `sub` of the participant's login") UUID participant) {
        return identifications.withId(participant);
    }

    @Schema(name = "WithdrawalLimit", description = "How much of their money a participant may have paid out")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record WithdrawalLimit(
            @Schema(description = "How thoroughly they were identified", example = "SIMPLIFIED")
                    Identification.Level level,
            @Schema(description = "At once, in kopecks; missing where there is no limit", example = "1500000")
                    Long once,
            @Schema(
                            description = "In a calendar month in Moscow, in kopecks; missing where there is no limit",
                            example = "4000000")
                    Long monthly) {}

    @GetMapping("/withdrawal-limit")
    @RolesAllowed({"operator", "compliance.read-screenings"})
    @Operation(
            summary = "How much of their money a participant may have paid out",
            description =
                    "By how thoroughly they were identified: who was not gets nothing out. bank-nominal asks at each withdrawal.")
    WithdrawalLimit withdrawalLimit(
            @PathVariable @Parameter(description = "The `sub` of the participant's login") UUID participant) {
        Identification.Level level = identifications.level(participant);
        return level == Identification.Level.FULL
                ? new WithdrawalLimit(level, null, null)
                : new WithdrawalLimit(level, level.once(), level.monthly());
    }
}
