package io.cfa.compliance.limit;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.UUID;

/** Whether an investor is a qualified one, as an operator has put down. */
@Schema(description = "Whether an investor is a qualified one")
public record Qualification(
        @Schema(description = "The investor: the `sub` of the login", example = "5b4a7d2e-8f16-4c0b-9a35-0c9d1e2f3a4b")
                UUID participant,
        @Schema(description = "Whether it is qualified", example = "true") boolean qualified,
        @Schema(
                        description = "The `sub` of the operator who put it down",
                        format = "uuid",
                        example = "7c1f0e5d-2b3a-4d8c-9e6f-1a2b3c4d5e6f")
                String qualifiedBy,
        @Schema(description = "Since when", example = "2026-11-24T09:50:00Z") Instant since) {}
