package io.cfa.registry.restriction;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.UUID;

/** An arrest or a pledge: units that cannot be given away until an operator releases them. */
@Schema(description = "An arrest or a pledge: units that cannot be given away until it is released")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Restriction(
        @Schema(description = "Chosen by the operator", example = "6f1d2c3b-4a59-4687-9a0b-1c2d3e4f5a6b") UUID id,
        @Schema(description = "The asset", example = "e4a7c6f2-90d1-4f4b-8f0e-6c2d7b1a3f55") UUID asset,
        @Schema(
                        description = "Whose units: the sub of a login; missing where it is the whole asset",
                        format = "uuid",
                        example = "8a1f6f0e-3b52-4f7e-a1a5-2d9f3c7e5b10")
                String holder,
        @Schema(description = "What it is", example = "ARREST") Kind kind,
        @Schema(description = "How many units; missing where it is all, now and later", example = "250") Long units,
        @Schema(description = "Why", example = "Order 17 of the court of Moscow") String reason,
        @Schema(
                        description = "The sub of the operator who imposed it",
                        format = "uuid",
                        example = "7c1f0e5d-2b3a-4d8c-9e6f-1a2b3c4d5e6f")
                String imposedBy,
        @Schema(description = "Since when", example = "2026-11-24T09:50:00.123456Z") Instant imposedAt,
        @Schema(
                        description = "The sub of the operator who released it; missing while it is in force",
                        format = "uuid",
                        example = "7c1f0e5d-2b3a-4d8c-9e6f-1a2b3c4d5e6f")
                String releasedBy,
        @Schema(description = "Until when; missing while it is in force", example = "2026-11-25T09:50:00.123456Z")
                Instant releasedAt,
        @Schema(description = "Why it was released; missing while it is in force", example = "Order 18")
                String releaseReason) {

    /** What it is. */
    public enum Kind {
        /** Of a court or another authority. */
        ARREST,
        /** For a debt of the holder. */
        PLEDGE
    }
}
