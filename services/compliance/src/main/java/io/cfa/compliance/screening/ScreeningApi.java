package io.cfa.compliance.screening;

import io.cfa.kit.rule.FourEyes;
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
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Screenings, asked for by other services and decided by the operator where that is needed. */
@RestController
@RequestMapping("/screenings")
@Tag(name = "Screenings", description = "Who may take part")
class ScreeningApi {

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
    Screening screen(
            Authentication caller,
            @PathVariable @Parameter(description = PARTICIPANT) UUID participant,
            @Valid @RequestBody Subject subject) {
        FourEyes.check(caller.getName(), participant.toString(), "screens themselves");
        return screenings.screen(participant, subject.name());
    }

    @GetMapping("/{participant}")
    @RolesAllowed({"operator", "compliance.read-screenings"})
    @Operation(summary = "Read what was found about a participant")
    Screening screening(@PathVariable @Parameter(description = PARTICIPANT) UUID participant) {
        return screenings.withId(participant);
    }
}
