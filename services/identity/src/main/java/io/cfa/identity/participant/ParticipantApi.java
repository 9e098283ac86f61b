package io.cfa.identity.participant;

import io.cfa.kit.api.Created;
import io.cfa.kit.api.Pages;
import io.cfa.kit.api.SortedBy;
import io.cfa.kit.page.PageRequest;
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

/** The register: everybody's own entry, and all of them for the operator. */
@RestController
@RequestMapping("/participants")
@Tag(name = "Participants", description = "Who takes part, and what compliance says about them")
class ParticipantApi {

    private final ParticipantService participants;

    ParticipantApi(ParticipantService participants) {
        this.participants = participants;
    }

    @Schema(name = "Registration", description = "What a participant says about itself")
    record Registration(
            @NotBlank @Size(max = 200) @Schema(description = "As it stands in the papers", example = "Анна Ли")
                    String name) {}

    @PutMapping("/me")
    @RolesAllowed({"investor", "issuer", "operator"})
    @Operation(
            summary = "Register the caller",
            description =
                    "Once: the same name again returns the entry, another name is refused (`id-taken`). Compliance screens the name right"
                            + " after; until it has answered, the status is `PENDING`.")
    ResponseEntity<Participant> register(Authentication caller, @Valid @RequestBody Registration registration) {
        return Created.answer(participants.register(caller.getName(), registration.name()));
    }

    @GetMapping("/me")
    @RolesAllowed({"investor", "issuer", "operator"})
    @Operation(summary = "Read the caller's own entry")
    Participant myParticipant(Authentication caller) {
        return participants.withId(caller.getName(), "The caller is not registered.");
    }

    @GetMapping("/{id}")
    @RolesAllowed({"operator", "identity.read-participants"})
    @Operation(summary = "Read one entry")
    Participant participant(@PathVariable @Parameter(description = "The `sub` of the participant's login") UUID id) {
        return participants.withId(id.toString(), "There is no such participant.");
    }

    @GetMapping
    @RolesAllowed("operator")
    @Operation(summary = "List the participants", description = "Who registered last comes first if nobody says.")
    ResponseEntity<List<Participant>> participants(
            @SortedBy({"-registeredAt", "name"}) PageRequest page,
            @RequestParam(required = false)
                    @Parameter(description = "Of whom compliance says this only", example = "TO_REVIEW")
                    Participant.Status status) {
        return Pages.answer(participants.page(status, page));
    }
}
