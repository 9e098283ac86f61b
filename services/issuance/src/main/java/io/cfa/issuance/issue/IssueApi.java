package io.cfa.issuance.issue;

import io.cfa.kit.Caller;
import io.cfa.kit.Events;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** Issues, as the issuer drafts them and the operator reads them. */
@RestController
@RequestMapping("/issues")
@Tag(name = "Issues")
class IssueApi {

    private final Issues issues;
    private final Events events;

    IssueApi(Issues issues, Events events) {
        this.issues = issues;
        this.events = events;
    }

    @Schema(name = "Draft")
    record Draft(
            @NotBlank @Size(max = 200) @Schema(example = "Receivables 2026/1") String name,
            @Positive @Schema(example = "1000") long units,
            @Positive @Schema(description = "In kopecks", example = "150000") long unitPrice) {

        boolean isThatOf(Issue issue) {
            return name.equals(issue.name()) && units == issue.units() && unitPrice == issue.unitPrice();
        }
    }

    @PutMapping("/{id}")
    @RolesAllowed("issuer")
    @Operation(summary = "Draft an issue under an id of the caller's choice; a repeated call returns the first draft")
    Issue draft(Authentication caller, @PathVariable UUID id, @Valid @RequestBody Draft draft) {
        Issue issue = issues.draft(id, caller.getName(), draft);
        if (!issue.issuer().equals(caller.getName()) || !draft.isThatOf(issue)) {
            throw new ResponseStatusException(HttpStatus.CONFLICT, "Another issue stands under this id.");
        }
        events.publish("issuance.issue", id.toString(), issue);
        return issue;
    }

    @GetMapping("/{id}")
    @RolesAllowed({"issuer", "operator", "service"})
    @Operation(summary = "One issue; an issuer sees only its own")
    Issue issue(Authentication caller, @PathVariable UUID id) {
        return issues.withId(id)
                .filter(issue -> Caller.is(caller, issue.issuer()) || Caller.hasRole(caller, "operator", "service"))
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND, "There is no such issue."));
    }

    @GetMapping
    @RolesAllowed("issuer")
    @Operation(summary = "The caller's own issues, the youngest hundred")
    List<Issue> own(Authentication caller) {
        return issues.of(caller.getName());
    }
}
