package io.cfa.registry.restriction;

import io.cfa.kit.api.Created;
import io.cfa.kit.api.Pages;
import io.cfa.kit.api.SortedBy;
import io.cfa.kit.page.PageRequest;
import io.cfa.kit.rule.Precondition;
import io.cfa.registry.restriction.Restriction.Kind;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
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

/** Arrests and pledges, in the operators' hands. */
@RestController
@RequestMapping("/restrictions")
@RolesAllowed("operator")
@Tag(name = "Restrictions", description = "Units that cannot be given away")
class RestrictionApi {

    private static final String EXAMPLE = "6f1d2c3b-4a59-4687-9a0b-1c2d3e4f5a6b";

    private final RestrictionService restrictions;

    RestrictionApi(RestrictionService restrictions) {
        this.restrictions = restrictions;
    }

    @Schema(name = "RestrictionRequest", description = "What shall be restricted")
    record Request(
            @NotNull @Schema(description = "The asset", example = "e4a7c6f2-90d1-4f4b-8f0e-6c2d7b1a3f55") UUID asset,
            @Schema(
                            description = "Whose units: the sub of a login; null for the whole asset",
                            nullable = true,
                            example = "8a1f6f0e-3b52-4f7e-a1a5-2d9f3c7e5b10")
                    UUID holder,
            @NotNull @Schema(description = "What it is", example = "ARREST") Kind kind,
            @Positive
                    @Schema(
                            description = "How many units; null for all, now and later",
                            nullable = true,
                            example = "250")
                    Long units,
            @NotBlank @Size(max = 500) @Schema(description = "Why", example = "Order 17 of the court of Moscow")
                    String reason) {}

    @Schema(name = "RestrictionRelease", description = "Why a restriction ends")
    record Release(@NotBlank @Size(max = 500) @Schema(description = "Why", example = "Order 18") String reason) {}

    @PutMapping("/{id}")
    @Operation(
            summary = "Arrest or pledge units",
            description = "Those of a holder, or an asset as a whole. Transfers of them are refused from now on"
                    + " (`units-restricted`); they can still be received.")
    ResponseEntity<Restriction> impose(
            Authentication caller,
            @PathVariable @Parameter(description = "The restriction's id, chosen by the caller", example = EXAMPLE)
                    UUID id,
            @Valid @RequestBody Request request) {
        return Created.answer(restrictions.impose(
                new RestrictionOrder(
                        id,
                        request.asset(),
                        request.holder() == null ? null : request.holder().toString(),
                        request.kind(),
                        request.units(),
                        request.reason()),
                caller.getName()));
    }

    @PostMapping("/{id}/release")
    @Operation(
            summary = "End a restriction",
            description =
                    "Nobody releases their own units, nor an asset that they hold or owe (`four-eyes`). One that has ended is returned as it is.")
    Restriction release(
            Authentication caller,
            @PathVariable @Parameter(description = "The restriction's id", example = EXAMPLE) UUID id,
            @Valid @RequestBody Release release,
            Precondition precondition) {
        return restrictions.release(id, release.reason(), caller.getName(), precondition);
    }

    @GetMapping("/{id}")
    @Operation(summary = "Read one restriction")
    Restriction one(@PathVariable @Parameter(description = "The restriction's id", example = EXAMPLE) UUID id) {
        return restrictions.withId(id);
    }

    @GetMapping
    @Operation(
            summary = "List the restrictions",
            description = "In force and ended, the youngest first if nobody says.")
    ResponseEntity<List<Restriction>> list(
            @SortedBy("-imposedAt") PageRequest page,
            @RequestParam(required = false)
                    @Parameter(description = "Of this asset only", example = "e4a7c6f2-90d1-4f4b-8f0e-6c2d7b1a3f55")
                    UUID asset,
            @RequestParam(required = false)
                    @Parameter(
                            description = "Of this holder's units only: the sub of a login",
                            example = "8a1f6f0e-3b52-4f7e-a1a5-2d9f3c7e5b10")
                    UUID holder,
            @RequestParam(required = false)
                    @Parameter(description = "true: in force only; false: ended only", example = "true")
                    Boolean inForce) {
        return Pages.answer(restrictions.of(asset, holder == null ? null : holder.toString(), inForce, page));
    }
}
