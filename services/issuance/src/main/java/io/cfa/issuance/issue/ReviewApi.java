package io.cfa.issuance.issue;

import io.cfa.kit.NaturallyIdempotent;
import io.cfa.kit.peer.ScreeningClient;
import io.cfa.kit.rule.Precondition;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.util.UUID;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What operators do with a draft. */
@RestController
@RequestMapping("/issues/{id}")
@RolesAllowed("operator")
@Tag(name = "Issues")
class ReviewApi {

    private final ReviewService issues;
    private final ScreeningClient issuers;

    ReviewApi(ReviewService issues, ScreeningClient issuers) {
        this.issues = issues;
        this.issuers = issuers;
    }

    @Schema(name = "Rejection", description = "Why an issue is rejected")
    record Rejection(
            @NotBlank @Size(max = 500) @Schema(description = "Why", example = "The decision names other terms")
                    String reason) {}

    @PostMapping("/approval")
    @NaturallyIdempotent
    @Operation(
            summary = "Approve a draft",
            description =
                    "Refused: a draft without its decision (`no-decision`), an issuer whom compliance has not approved"
                            + " (`issuer-not-approved`), an issue that was rejected (`not-a-draft`). One that is approved already is returned as it is.")
    Issue approve(
            Authentication caller,
            @PathVariable @Parameter(description = IssueApi.ID) UUID id,
            Precondition precondition) {
        String issuer = issues.issuerOf(id);
        return issues.approve(id, caller.getName(), issuers.isApproved(issuer), precondition);
    }

    @PostMapping("/rejection")
    @Operation(
            summary = "Reject a draft",
            description = "An issue that is no draft any more is refused (`not-a-draft`).")
    Issue reject(
            Authentication caller,
            @PathVariable @Parameter(description = IssueApi.ID) UUID id,
            @Valid @RequestBody Rejection rejection,
            Precondition precondition) {
        return issues.reject(id, caller.getName(), rejection.reason(), precondition);
    }
}
