package io.cfa.registry.asset;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.UUID;

/**
 * Units that went from one holder to another.
 *
 * @param id        chosen by the caller: that of the trade
 * @param asset     of which asset
 * @param from      the {@code sub} of whoever had them
 * @param to        the {@code sub} of whoever has them now
 * @param units     how many
 * @param entry     the number of its entry in the chain
 * @param hash      that of its entry, in hexadecimal digits
 * @param enteredAt when
 */
@Schema(description = "Units that went from one holder to another")
public record Transfer(
        @Schema(
                        description = "The id that the caller chose: the trade's",
                        example = "7d3e1f0a-8a5c-4a38-9f67-1c2f9f4f6e02")
                UUID id,
        @Schema(description = "The asset's id", example = "e4a7c6f2-90d1-4f4b-8f0e-6c2d7b1a3f55") UUID asset,
        @Schema(
                        description = "Who had them: the sub of a login",
                        format = "uuid",
                        example = "b7c52b0d-0f63-4c53-8f3e-94f2a7a9f4c8")
                String from,
        @Schema(
                        description = "Who has them now: the sub of a login",
                        format = "uuid",
                        example = "8a1f6f0e-3b52-4f7e-a1a5-2d9f3c7e5b10")
                String to,
        @Schema(description = "How many units", example = "250", minimum = "1") long units,
        @Schema(description = "The number of its entry in the chain", example = "42", minimum = "1") long entry,
        @Schema(
                        description = "The hash of its entry in the chain: SHA-256 in hexadecimal digits",
                        example = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08")
                String hash,
        @Schema(description = "When it was entered", example = "2026-11-24T09:30:00.123456Z") Instant enteredAt) {}
