package io.cfa.compliance.screening;

import io.cfa.compliance.screening.Screening.Result;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.UUID;

/** One line of the log of what was found and decided about a participant. */
@Schema(description = "What was found or decided about a participant at one time")
public record Decision(
        @Schema(description = "Counts all decisions; logs name a decision by it", example = "4711") long number,
        @Schema(
                        description = "The participant: the `sub` of the login",
                        example = "5b4a7d2e-8f16-4c0b-9a35-0c9d1e2f3a4b")
                UUID participant,
        @Schema(description = "What happened", example = "BLOCKED") Kind kind,
        @Schema(description = "Whether the participant may take part from then on", example = "REJECTED") Result result,
        @Schema(description = "Why", example = "Order 17 of the court of Moscow") String reason,
        @Schema(
                        description = "The `sub` of the operator; null where the watch list alone has said so",
                        nullable = true,
                        format = "uuid",
                        example = "7c1f0e5d-2b3a-4d8c-9e6f-1a2b3c4d5e6f")
                String decidedBy,
        @Schema(description = "When", example = "2026-11-24T09:45:00Z") Instant decidedAt) {

    /** What happened. */
    public enum Kind {
        /** The name was compared with the watch list for the first time. */
        SCREENED,
        /** An operator has decided about a name that was to be reviewed. */
        DECIDED,
        /** An operator has shut the participant out. */
        BLOCKED,
        /** An operator has ended a block; the name was compared again. */
        RELEASED,
        /** An operator has had the name compared again. */
        RESCREENED
    }
}
