package io.cfa.registry.asset;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.UUID;

/**
 * A digital financial asset that exists.
 *
 * @param id        that of its issue
 * @param name      as it stands in the decision
 * @param issuer    the {@code sub} of whoever owes it, and held all of it first
 * @param units     how many exist
 * @param createdAt since when
 */
@Schema(description = "A digital financial asset that exists")
public record Asset(
        @Schema(description = "The asset's id: its issue's", example = "e4a7c6f2-90d1-4f4b-8f0e-6c2d7b1a3f55") UUID id,
        @Schema(description = "As it stands in the decision", example = "Receivables 2026/1") String name,
        @Schema(
                        description = "The issuer, who held all units first: the sub of a login",
                        format = "uuid",
                        example = "b7c52b0d-0f63-4c53-8f3e-94f2a7a9f4c8")
                String issuer,
        @Schema(description = "How many units exist", example = "1000", minimum = "1") long units,
        @Schema(description = "When it came into being", example = "2026-11-24T09:30:00.123456Z") Instant createdAt) {}
