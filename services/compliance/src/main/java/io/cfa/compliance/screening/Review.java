package io.cfa.compliance.screening;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.cfa.compliance.screening.Screening.Result;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.UUID;

/**
 * Somebody about whom operators have to decide.
 *
 * @param participant    the {@code sub} of the login
 * @param name           as it was screened
 * @param reason         why it is for operators to decide
 * @param screenedAt     since when
 * @param twoOperators   whether one has to propose and another to decide, before the participant is approved: whom the watch list has stopped later
 * @param proposed       what was proposed; null where nothing was
 * @param proposalReason why, or null
 * @param proposedBy     the {@code sub} of the operator who did, or null
 * @param proposedAt     when, or null
 */
@Schema(description = "Somebody about whom operators have to decide")
@JsonInclude(JsonInclude.Include.NON_NULL)
record Review(
        @Schema(
                        description = "The participant: the `sub` of the login",
                        example = "5b4a7d2e-8f16-4c0b-9a35-0c9d1e2f3a4b")
                UUID participant,
        @Schema(description = "The name that was screened", example = "Анна Ли") String name,
        @Schema(description = "Why it is for operators to decide", example = "Like Ivan Petrov of the watch list: 42")
                String reason,
        @Schema(description = "Since when", example = "2026-11-24T09:30:00Z") Instant screenedAt,
        @Schema(
                        description = "Whether one operator has to propose and another to decide before it is approved",
                        example = "true")
                boolean twoOperators,
        @Schema(description = "What was proposed; missing where nothing was", example = "APPROVED") Result proposed,
        @Schema(description = "Why; missing likewise", example = "Another person: the dates of birth differ")
                String proposalReason,
        @Schema(
                        description = "The `sub` of the operator who has proposed it; missing likewise",
                        format = "uuid",
                        example = "7c1f0e5d-2b3a-4d8c-9e6f-1a2b3c4d5e6f")
                String proposedBy,
        @Schema(description = "When; missing likewise", example = "2026-11-24T09:45:00Z") Instant proposedAt) {}
