package io.cfa.registry.asset;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.UUID;

/**
 * How much of an asset somebody holds.
 *
 * @param asset  of which asset
 * @param holder the {@code sub} of the holder's login
 * @param units  how many
 */
@Schema(description = "How much of an asset somebody holds")
public record Holding(
        @Schema(description = "The asset's id", example = "e4a7c6f2-90d1-4f4b-8f0e-6c2d7b1a3f55") UUID asset,
        @Schema(
                        description = "The holder: the sub of a login",
                        format = "uuid",
                        example = "8a1f6f0e-3b52-4f7e-a1a5-2d9f3c7e5b10")
                String holder,
        @Schema(description = "How many units", example = "250", minimum = "1") long units) {}
