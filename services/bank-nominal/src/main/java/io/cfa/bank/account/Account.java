package io.cfa.bank.account;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.UUID;

/**
 * The nominal account of a participant, in kopecks.
 *
 * @param id       ours
 * @param owner    the {@code sub} of the owner's login
 * @param balance  what is free, never less than nothing
 * @param held     what holds have set aside
 * @param openedAt since when
 */
@Schema(description = "The nominal account of a participant")
record Account(
        @Schema(description = "The account's id", example = "5f0c3a4e-6d0b-4c5e-9a43-0f5a9d1c7b21") UUID id,
        @Schema(
                        description = "The owner: the sub of a login",
                        format = "uuid",
                        example = "8a1f6f0e-3b52-4f7e-a1a5-2d9f3c7e5b10")
                String owner,
        @Schema(description = "Free money in kopecks", example = "1500000", minimum = "0") long balance,
        @Schema(description = "Money in kopecks that holds have set aside", example = "250000", minimum = "0")
                long held,
        @Schema(description = "When it was opened", example = "2026-11-24T09:30:00.123456Z") Instant openedAt) {}
