package io.cfa.issuance.issue;

import io.cfa.kit.NaturallyIdempotent;
import io.cfa.kit.api.Created;
import io.cfa.kit.api.Pages;
import io.cfa.kit.api.SortedBy;
import io.cfa.kit.page.PageRequest;
import io.cfa.kit.rule.Precondition;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.springframework.http.HttpStatus;
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

/** Issues, as their issuers draft and place them and all see them. */
@RestController
@RequestMapping("/issues")
@Tag(name = "Issues", description = "Issues of digital financial assets, from the draft to the placement")
class IssueApi {

    static final String ID = "The issue's id, chosen by its issuer";

    private final IssueService issues;
    private final PlacementService placements;
    private final BankClient bank;

    IssueApi(IssueService issues, PlacementService placements, BankClient bank) {
        this.issues = issues;
        this.placements = placements;
        this.bank = bank;
    }

    @Schema(name = "Draft", description = "The terms of an issue")
    record Draft(
            @NotBlank
                    @Size(max = 200)
                    @Schema(description = "As it stands in the decision", example = "Receivables 2026/1")
                    String name,
            @Positive @Schema(description = "How many units are issued", example = "1000") long units,
            @Positive @Schema(description = "What one unit costs, in kopecks", example = "150000") long unitPrice,
            @Schema(
                            description = "From then on investors may subscribe; null for as soon as it is placed",
                            nullable = true,
                            example = "2026-12-01T06:00:00Z")
                    Instant opensAt,
            @Schema(
                            description = "Until then; null for as long as there are units",
                            nullable = true,
                            example = "2026-12-31T21:00:00Z")
                    Instant closesAt,
            @Positive
                    @Schema(
                            description = "Fewer than these, and everybody has their money back; null for none",
                            nullable = true,
                            example = "500")
                    Long minimumUnits,
            @Positive
                    @Schema(
                            description = "How many units one investor may have; null for all",
                            nullable = true,
                            example = "100")
                    Long mostPerInvestor,
            @Schema(description = "Whether only qualified investors may subscribe", nullable = true, example = "false")
                    Boolean qualifiedOnly) {

        IssueTerms terms() {
            return new IssueTerms(
                    name,
                    units,
                    unitPrice,
                    micros(opensAt),
                    micros(closesAt),
                    minimumUnits,
                    mostPerInvestor,
                    Boolean.TRUE.equals(qualifiedOnly));
        }

        /** As the database keeps it. */
        private static Instant micros(Instant at) {
            return at == null ? null : at.truncatedTo(ChronoUnit.MICROS);
        }
    }

    @PutMapping("/{id}")
    @RolesAllowed("issuer")
    @Operation(
            summary = "Draft an issue",
            description =
                    "Under an id of the caller's choice: a repeated call returns the draft, other terms under the same id are refused"
                            + " (`id-taken`).")
    ResponseEntity<Issue> draft(
            Authentication caller,
            @PathVariable @Parameter(description = ID) UUID id,
            @Valid @RequestBody Draft draft) {
        return Created.answer(issues.draft(id, caller.getName(), draft.terms()));
    }

    @GetMapping("/{id}")
    @RolesAllowed({"investor", "issuer", "operator", "issuance.read-issues"})
    @Operation(
            summary = "Read one issue",
            description = "An issuer sees its own issues, an investor the open ones, an operator all.")
    Issue issue(Authentication caller, @PathVariable @Parameter(description = ID) UUID id) {
        return issues.seenBy(caller, id);
    }

    @GetMapping
    @RolesAllowed({"investor", "issuer", "operator"})
    @Operation(
            summary = "List the issues",
            description = "An issuer sees its own issues, an investor the open ones, an operator all; the youngest"
                    + " first if nobody says.")
    ResponseEntity<List<Issue>> issues(
            Authentication caller,
            @SortedBy({"-draftedAt", "name", "unitPrice"}) PageRequest page,
            @RequestParam(required = false) @Parameter(description = "As far as this only", example = "OPEN")
                    Issue.Status status,
            @RequestParam(required = false)
                    @Parameter(
                            description = "Of this issuer only: the sub of a login",
                            example = "b7c52b0d-0f63-4c53-8f3e-94f2a7a9f4c8")
                    UUID issuer) {
        return Pages.answer(issues.seenBy(caller, status, issuer == null ? null : issuer.toString(), page));
    }

    /** Outside of any transaction with its key, as the bank is asked. */
    @PostMapping("/{id}/placement")
    @RolesAllowed("issuer")
    @NaturallyIdempotent
    @Operation(
            summary = "Place an approved issue",
            description =
                    "The asset at registry and the offer at settlement are made in the background, and tried again until both are there;"
                            + " then the issue is `OPEN`. An issue that is not approved is refused (`not-approved`), and so is an"
                            + " issuer without an account (`no-account`). Where registry or settlement refuses, the issue is `APPROVED` again,"
                            + " with the reason. Where the issue opens later, it is placed then; one whose deadline is over is refused (`placement-over`).")
    @ApiResponse(responseCode = "200", description = "It is open already")
    @ApiResponse(responseCode = "202", description = "It is being placed")
    ResponseEntity<Issue> place(
            Authentication caller, @PathVariable @Parameter(description = ID) UUID id, Precondition precondition) {
        String issuer = caller.getName();
        boolean hasAccount = !placements.wouldBegin(id, issuer) || bank.hasAccount(issuer);
        Issue issue = placements.place(id, issuer, hasAccount, precondition);
        return ResponseEntity.status(issue.status() == Issue.Status.OPEN ? HttpStatus.OK : HttpStatus.ACCEPTED)
                .body(issue);
    }

    @PostMapping("/{id}/withdrawal")
    @RolesAllowed("issuer")
    @Operation(
            summary = "Withdraw an approved issue",
            description = "One that is not placed, or whose placement was refused; it is `REJECTED` then. Anything else"
                    + " is refused (`not-approved`).")
    Issue withdraw(
            Authentication caller, @PathVariable @Parameter(description = ID) UUID id, Precondition precondition) {
        return placements.withdraw(id, caller.getName(), precondition);
    }
}
