package io.cfa.compliance.watchlist;

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
        @Schema(description = "Since when it is listed", example = "2026-11-24T09:00:00Z") Instant listedAt,
        @Schema(
                        description = "Since when it is listed no more; null where it is",
                        nullable = true,
                        example = "2026-12-01T09:00:00Z")
                Instant removedAt,
        @Schema(
                        description = "The `sub` of the operator who removed it; null where nobody has",
                        nullable = true,
                        format = "uuid",
                        example = "7c1f0e5d-2b3a-4d8c-9e6f-1a2b3c4d5e6f")
                String removedBy,
        @Schema(
                        description = "Why it was removed; null where it was not",
                        nullable = true,
                        example = "List 115-FZ of 1 December: no longer there")
                String removalReason) {

    /** Whether the name is listed now. */
    boolean stands() {
        return removedAt == null;
    }
}
