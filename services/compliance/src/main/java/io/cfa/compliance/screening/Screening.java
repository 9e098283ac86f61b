package io.cfa.compliance.screening;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.UUID;

/** What was found about a participant's name, or decided where that was not clear. */
@Schema(description = "What was found about a participant's name, or decided where that was not clear")
public record Screening(
        @Schema(
                        description = "The participant: the `sub` of the login",
                        example = "5b4a7d2e-8f16-4c0b-9a35-0c9d1e2f3a4b")
                UUID id,
        @Schema(description = "The name that was screened", example = "Анна Ли") String name,
        @Schema(description = "Whether its bearer may take part", example = "APPROVED") Result result,
        @Schema(description = "Why", example = "Not on the watch list") String reason,
        @Schema(description = "When the name was screened", example = "2026-11-24T09:30:00Z") Instant screenedAt,
        @Schema(
                        description =
                                "The `sub` of the operator who decided; null where the watch list was clear enough",
                        nullable = true,
                        format = "uuid",
                        example = "7c1f0e5d-2b3a-4d8c-9e6f-1a2b3c4d5e6f")
                String decidedBy,
        @Schema(
                        description = "When an operator decided; null where none had to",
                        nullable = true,
                        example = "2026-11-24T09:45:00Z")
                Instant decidedAt,
        @Schema(
                        description = "Whether an operator has shut the participant out; then the result is `REJECTED`",
                        example = "false")
                boolean blocked,
        @Schema(
                        description =
                                "The entry of the watch list that the result is about; null where it is about none",
                        nullable = true,
                        example = "0d9c8b7a-6f5e-4d3c-8b2a-1f0e9d8c7b6a")
                UUID listed) {

    /** Whether somebody may take part. */
    public enum Result {
        /** Nothing stands against it. */
        APPROVED,
        /** The name is on the watch list, or an operator has decided so. */
        REJECTED,
        /** The name is like one of the watch list: an operator has to decide. */
        TO_REVIEW
    }
}
