package io.cfa.bank.statement;

import io.cfa.kit.api.Pages;
import io.cfa.kit.api.SortedBy;
import io.cfa.kit.page.PageRequest;
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
import java.util.List;
import java.util.UUID;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Differences, worked off by two operators. */
@RestController
@RequestMapping("/differences")
@RolesAllowed("operator")
@Tag(name = "Statements")
class DifferenceApi {

    private static final String ID = "The difference's id";

    private final DifferenceService differences;

    DifferenceApi(DifferenceService differences) {
        this.differences = differences;
    }

    @Schema(name = "DifferenceProposal", description = "What an operator says that a difference is")
    record Proposal(
            @NotNull @Schema(description = "What it is", example = "CREDITED") Difference.Resolution resolution,
            @Schema(
                            description = "Whom to credit, where that is what it is",
                            nullable = true,
                            example = "5f0c3a4e-6d0b-4c5e-9a43-0f5a9d1c7b21")
                    UUID account,
            @NotBlank @Size(max = 500) @Schema(description = "Why", example = "Contract 17 is of this participant")
                    String reason) {}

    @GetMapping
    @Operation(
            summary = "List the differences between the bank's statements and our books",
            description = "The oldest first if nobody says.")
    ResponseEntity<List<Difference>> list(
            @SortedBy("foundAt") PageRequest page,
            @RequestParam(required = false) @Parameter(description = "Of this status only", example = "OPEN")
                    Difference.Status status,
            @RequestParam(required = false)
                    @Parameter(
                            description = "That came out with this statement only",
                            example = "3b0d6f7e-1c52-4f0a-8d3c-6a5f4e3d2c1b")
                    UUID statement) {
        return Pages.answer(differences.page(status, statement, page));
    }

    @GetMapping("/{id}")
    @Operation(summary = "Read one difference")
    Difference difference(@PathVariable @Parameter(description = ID) UUID id) {
        return differences.withId(id);
    }

    @PostMapping("/{id}/proposal")
    @Operation(
            summary = "Propose what a difference is",
            description =
                    "`EXPLAINED` moves nothing; `CREDITED` gives money that came and is nobody's to a participant, and `CORRECTED` makes a"
                            + " deposit of ours what the bank says, by a further entry (`nothing-to-correct` where there is none), once another operator"
                            + " approves. A later proposal replaces it.")
    Difference propose(
            Authentication caller,
            @PathVariable @Parameter(description = ID) UUID id,
            @Valid @RequestBody Proposal proposal,
            Precondition precondition) {
        return differences.propose(
                id,
                new Differences.Proposal(
                        proposal.resolution(), proposal.account(), proposal.reason(), caller.getName()),
                precondition);
    }

    @PostMapping("/{id}/approval")
    @Operation(
            summary = "Approve what another operator has proposed",
            description =
                    "Whoever has proposed it does not approve it, and nobody credits or corrects their own account (`four-eyes`). Refused, with"
                            + " nothing entered: a correction of what its owner has not got any more (`insufficient-funds`).")
    Difference approve(
            Authentication caller, @PathVariable @Parameter(description = ID) UUID id, Precondition precondition) {
        return differences.approve(id, caller.getName(), precondition);
    }
}
