package io.cfa.compliance.screening;

import io.cfa.kit.Events;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** Screenings, asked for by the operator and by other services. */
@RestController
@RequestMapping("/screenings")
@RolesAllowed({"operator", "service"})
@Tag(name = "Screenings")
class ScreeningApi {

    private final Screenings screenings;
    private final Events events;

    ScreeningApi(Screenings screenings, Events events) {
        this.screenings = screenings;
        this.events = events;
    }

    @Schema(name = "Subject")
    record Subject(@NotBlank @Size(max = 200) @Schema(example = "Anna Li") String name) {}

    @PutMapping("/{id}")
    @Operation(summary = "Screen a name under an id of the caller's choice; a repeated call returns the first result")
    Screening screen(@PathVariable UUID id, @Valid @RequestBody Subject subject) {
        Screening screening = screenings.screen(id, subject.name());
        if (!screening.name().equals(subject.name())) {
            throw new ResponseStatusException(HttpStatus.CONFLICT, "Another name was screened under this id.");
        }
        events.publish("compliance.screening", id.toString(), screening);
        return screening;
    }

    @GetMapping("/{id}")
    @Operation(summary = "What was found")
    Screening screening(@PathVariable UUID id) {
        return screenings
                .withId(id)
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND, "There is no such screening."));
    }
}
