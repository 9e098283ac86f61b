package io.cfa.compliance.screening;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.UUID;

/** A name on the watch list. */
@Schema(description = "A name on the watch list")
public record WatchListEntry(
        @Schema(
                        description = "Chosen by the operator, so that listing again changes nothing",
                        example = "0d9c8b7a-6f5e-4d3c-8b2a-1f0e9d8c7b6a")
                UUID id,
        @Schema(description = "As it was listed", example = "Ivan Petrov") String name,
        @Schema(description = "Why it was listed", example = "List 115-FZ, no. 42") String reason,
        @Schema(description = "Since when it is listed", example = "2026-11-24T09:00:00Z") Instant listedAt) {}
