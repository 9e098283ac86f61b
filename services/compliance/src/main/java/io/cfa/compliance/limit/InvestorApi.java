package io.cfa.compliance.limit;

import io.cfa.kit.api.Created;
import io.cfa.kit.rule.Precondition;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.util.UUID;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Investors' limits, and whether they are qualified. */
@RestController
@Tag(name = "Limits", description = "For how much investors may buy")
class InvestorApi {

    private final Limits limits;

    InvestorApi(Limits limits) {
        this.limits = limits;
    }

    @Schema(name = "Qualified", description = "Whether an investor is a qualified one")
    record Qualified(@NotNull @Schema(description = "Whether it is qualified", example = "true") Boolean qualified) {}

    @GetMapping("/limits/me")
    @RolesAllowed("investor")
    @Operation(summary = "Read the caller's limit of this year")
    Limit myLimit(Authentication caller) {
        return limits.of(UUID.fromString(caller.getName()));
    }

    @PutMapping("/investors/{participant}/qualification")
    @RolesAllowed("operator")
    @Operation(
            summary = "Put down whether an investor is qualified",
            description =
                    "A qualified investor has no limit. What is reserved already stays reserved and keeps counting.")
    ResponseEntity<Qualification> qualify(
            Authentication caller,
            @PathVariable @Parameter(description = "The `sub` of the investor's login") UUID participant,
            @Valid @RequestBody Qualified qualified,
            Precondition precondition) {
        return Created.answer(limits.qualify(participant, qualified.qualified(), caller.getName(), precondition));
    }

    @GetMapping("/investors/{participant}/qualification")
    @RolesAllowed("operator")
    @Operation(summary = "Read what is put down about an investor")
    Qualification qualification(
            @PathVariable @Parameter(description = "The `sub` of the investor's login") UUID participant) {
        return limits.qualification(participant);
    }
}
