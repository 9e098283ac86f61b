package io.cfa.compliance.screening;

import io.cfa.compliance.screening.Screening.Result;
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

/** What operators decide about participants. */
@RestController
@RequestMapping("/screenings/{participant}")
@RolesAllowed("operator")
@Tag(name = "Screenings")
class ReviewApi {

    private final ScreeningService screenings;
    private final ReviewService reviews;

    ReviewApi(ScreeningService screenings, ReviewService reviews) {
        this.screenings = screenings;
        this.reviews = reviews;
    }

    @Schema(name = "Verdict", description = "What an operator may decide")
    enum Verdict {
        APPROVED,
        REJECTED
    }

    @Schema(
            name = "Deliberation",
            description = "An operator's decision about a name that is like one of the watch list")
    record Deliberation(
            @NotNull @Schema(description = "Whether the participant may take part", example = "APPROVED")
                    Verdict result,
            @NotBlank
                    @Size(max = 500)
                    @Schema(description = "Why", example = "Another person: the dates of birth differ")
                    String reason) {}

    @Schema(name = "Reason", description = "Why an operator decides so")
    record Reason(
            @NotBlank @Size(max = 500) @Schema(description = "Why", example = "Order 17 of the court of Moscow")
                    String reason) {}

    @PostMapping("/decision")
    @Operation(
            summary = "Decide about a name that is to be reviewed",
            description = "Only where the result is `TO_REVIEW`; anything else is refused (`not-to-review`). Nobody"
                    + " decides about themselves (`four-eyes`). Whom the watch list has stopped after they were screened is approved"
                    + " only by another operator than who has proposed it: 409 `proposal-missing`, 403 `four-eyes`.")
    Screening decide(
            Authentication caller,
            @PathVariable @Parameter(description = ScreeningApi.PARTICIPANT) UUID participant,
            @Valid @RequestBody Deliberation review,
            Precondition precondition) {
        return reviews.decide(
                participant, Result.valueOf(review.result().name()), review.reason(), caller.getName(), precondition);
    }

    @PostMapping("/proposal")
    @Operation(
            summary = "Propose what to decide about somebody whom the watch list has stopped",
            description =
                    "Another operator decides (`four-eyes`). A later proposal replaces it; one more name on the list that"
                            + " is like the participant's takes it away. Where one operator decides: 409 `one-decides`.")
    Review propose(
            Authentication caller,
            @PathVariable @Parameter(description = ScreeningApi.PARTICIPANT) UUID participant,
            @Valid @RequestBody Deliberation proposal,
            Precondition precondition) {
        return reviews.propose(
                participant,
                Result.valueOf(proposal.result().name()),
                proposal.reason(),
                caller.getName(),
                precondition);
    }

    @PostMapping("/block")
    @Operation(
            summary = "Shut a participant out",
            description = "From now on the participant neither buys nor sells nor withdraws, whatever the watch list"
                    + " says. Nobody blocks themselves (`four-eyes`).")
    Screening block(
            Authentication caller,
            @PathVariable @Parameter(description = ScreeningApi.PARTICIPANT) UUID participant,
            @Valid @RequestBody Reason reason,
            Precondition precondition) {
        return reviews.block(participant, reason.reason(), caller.getName(), precondition);
    }

    @PostMapping("/release")
    @Operation(
            summary = "End a block",
            description = "The name is screened again, and what the watch list says now holds. Refused with 409"
                    + " `not-blocked` where there is no block.")
    Screening release(
            Authentication caller,
            @PathVariable @Parameter(description = ScreeningApi.PARTICIPANT) UUID participant,
            @Valid @RequestBody Reason reason,
            Precondition precondition) {
        return reviews.release(participant, reason.reason(), caller.getName(), precondition);
    }

    @PostMapping("/rescreening")
    @Operation(
            summary = "Screen a participant again",
            description = "Against the watch list as it is now. Refused with 409 `blocked` where the participant is.")
    Screening rescreen(
            Authentication caller,
            @PathVariable @Parameter(description = ScreeningApi.PARTICIPANT) UUID participant,
            Precondition precondition) {
        return reviews.rescreen(participant, caller.getName(), precondition);
    }

    @GetMapping("/decisions")
    @Operation(
            summary = "Read all that was found and decided about a participant",
            description = "The youngest first if nobody says.")
    ResponseEntity<List<Decision>> decisions(
            @PathVariable @Parameter(description = ScreeningApi.PARTICIPANT) UUID participant,
            @SortedBy("-number") PageRequest page,
            @RequestParam(required = false) @Parameter(description = "Of this kind only", example = "BLOCKED")
                    Decision.Kind kind) {
        return Pages.answer(screenings.decisions(participant, kind, page));
    }
}
