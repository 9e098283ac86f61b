package io.cfa.compliance.screening;

import io.cfa.kit.api.Created;
import io.cfa.kit.api.Pages;
import io.cfa.kit.api.SortedBy;
import io.cfa.kit.page.PageRequest;
import io.cfa.kit.rule.FourEyes;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.UUID;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Screenings, asked for by other services and decided by the operator where that is needed. */
@RestController
@RequestMapping("/screenings")
@Tag(name = "Screenings", description = "Who may take part")
class ScreeningApi {

    private static final String PERSON = "8a1f6f0e-3b52-4f7e-a1a5-2d9f3c7e5b10";
    static final String PARTICIPANT = "The `sub` of the participant's login";

    private final ScreeningService screenings;

    ScreeningApi(ScreeningService screenings) {
        this.screenings = screenings;
    }

    @Schema(name = "Subject", description = "Whom to screen")
    record Subject(
            @NotBlank @Size(max = 200) @Schema(description = "The participant's name", example = "Анна Ли")
                    String name) {}

    @PutMapping("/{participant}")
    @RolesAllowed({"operator", "compliance.screen"})
    @Operation(
            summary = "Screen a participant's name",
            description =
                    "Whose name is on the watch list in any spelling is `REJECTED`, whose name is like one of it is `TO_REVIEW`, all others"
                            + " are `APPROVED`. Asked again with the same name, it returns the result as it is by then; another name is refused"
                            + " (`id-taken`). Nobody screens themselves (`four-eyes`).")
    ResponseEntity<Screening> screen(
            Authentication caller,
            @PathVariable @Parameter(description = PARTICIPANT) UUID participant,
            @Valid @RequestBody Subject subject) {
        FourEyes.check(caller.getName(), participant.toString(), "screens themselves");
        return Created.answer(screenings.screen(participant, subject.name()));
    }

    @GetMapping
    @RolesAllowed("operator")
    @Operation(
            summary = "List what was found about participants",
            description = "Who was screened last comes first if nobody says; with `result=TO_REVIEW` it is what waits"
                    + " for an operator's decision.")
    ResponseEntity<List<Screening>> list(
            @SortedBy("-screenedAt") PageRequest page,
            @RequestParam(required = false) @Parameter(description = "With this result only", example = "TO_REVIEW")
                    Screening.Result result,
            @RequestParam(required = false)
                    @Parameter(description = "true: who is blocked only; false: who is not", example = "true")
                    Boolean blocked) {
        return Pages.answer(screenings.page(result, blocked, page));
    }

    @Schema(name = "Approvals", description = "Who of those that were asked about may take part now")
    record Approvals(@Schema(description = "The `sub` of each of their logins") List<UUID> approved) {}

    @GetMapping("/approvals")
    @RolesAllowed("compliance.read-screenings")
    @Operation(
            summary = "Who of some participants is approved now",
            description =
                    "At most 100 at once. Settlement asks before it pays to holders; whom it is not told of is not paid for now.")
    Approvals approvals(
            @RequestParam
                    @Size(min = 1, max = 100)
                    @Parameter(description = PARTICIPANT, example = "[\"" + PERSON + "\"]")
                    List<UUID> participant) {
        return new Approvals(screenings.approved(participant));
    }

    @GetMapping("/{participant}")
    @RolesAllowed({"operator", "compliance.read-screenings"})
    @Operation(summary = "Read what was found about a participant")
    Screening screening(@PathVariable @Parameter(description = PARTICIPANT) UUID participant) {
        return screenings.withId(participant);
    }
}
