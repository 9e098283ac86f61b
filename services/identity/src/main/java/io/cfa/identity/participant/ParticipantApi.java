package io.cfa.identity.participant;

import io.cfa.kit.Events;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** A participant's own entry in the register. */
@RestController
@RequestMapping("/participants")
@Tag(name = "Participants")
class ParticipantApi {

    private final Participants participants;
    private final Events events;

    ParticipantApi(Participants participants, Events events) {
        this.participants = participants;
        this.events = events;
    }

    record Registration(@NotNull Participant.Kind kind, @NotBlank @Size(max = 200) String name) {}

    @PutMapping("/me")
    @Operation(summary = "Register the caller, once; a repeated call returns the first registration")
    Participant register(@AuthenticationPrincipal Jwt caller, @Valid @RequestBody Registration registration) {
        Participant participant = participants.register(caller.getSubject(), registration.kind(), registration.name());
        events.publish("identity.participant", participant.id().toString(), participant);
        return participant;
    }

    @GetMapping("/me")
    @Operation(summary = "The caller's own entry")
    Participant me(@AuthenticationPrincipal Jwt caller) {
        return participants
                .ofSubject(caller.getSubject())
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND, "The caller is not registered."));
    }
}
