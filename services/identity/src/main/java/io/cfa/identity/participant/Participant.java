package io.cfa.identity.participant;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;

/** Somebody who takes part: an investor, an issuer or an operator. */
@Schema(description = "Somebody who takes part: an investor, an issuer or an operator")
public record Participant(
        @Schema(
                        description = "The `sub` of the login, which names the person in all services",
                        format = "uuid",
                        example = "5b4a7d2e-8f16-4c0b-9a35-0c9d1e2f3a4b")
                String id,
        @Schema(description = "As it stands in the papers", example = "Анна Ли") String name,
        @Schema(description = "What compliance says about the name", example = "APPROVED") Status status,
        @Schema(description = "Why the status is what it is", example = "Not on the watch list") String reason,
        @Schema(description = "When it was registered", example = "2026-11-24T09:30:00Z") Instant registeredAt) {

    /** What compliance says about a participant. */
    public enum Status {
        /** Nothing yet: it has not answered so far. */
        PENDING,
        /** May take part. */
        APPROVED,
        /** May not. */
        REJECTED,
        /** An operator has to decide. */
        TO_REVIEW;

        /** Whether it stays so: what compliance has decided is not asked again. */
        boolean isDecided() {
            return this == APPROVED || this == REJECTED;
        }
    }
}
