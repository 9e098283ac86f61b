package io.cfa.compliance.watchlist;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;

/** A list of names that somebody else keeps, as it was on a day. */
@Schema(name = "WatchListVersion", description = "A list of names that somebody else keeps, as it was on a day")
record ListVersion(
        @Schema(description = "Chosen by the operator", example = "0d9c8b7a-6f5e-4d3c-8b2a-1f0e9d8c7b6a") UUID id,
        @Schema(description = "Which list", example = "rosfinmonitoring") String list,
        @Schema(description = "The day that it is of", example = "2026-11-30") LocalDate asOf,
        @Schema(
                        description = "The SHA-256 of what was uploaded, in hexadecimal digits",
                        example = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08")
                String sha256,
        @Schema(description = "How many different names are in it", example = "12850") int names,
        @Schema(description = "How many of them the version before did not have", example = "12") int added,
        @Schema(description = "How many it has no more", example = "3") int removed,
        @Schema(description = "How many are spelt or explained otherwise than before", example = "1") int changed,
        @Schema(description = "Whether it holds", example = "IN_FORCE") Status status,
        @Schema(
                        description = "The version that it replaces; null where it is the first",
                        nullable = true,
                        example = "5b1e0c3d-2f4a-4b6c-8d7e-9f0a1b2c3d4e")
                UUID replaces,
        @Schema(
                        description = "The `sub` of the operator who has uploaded it",
                        format = "uuid",
                        example = "7c1f0e5d-2b3a-4d8c-9e6f-1a2b3c4d5e6f")
                String uploadedBy,
        @Schema(description = "When", example = "2026-11-30T06:00:00Z") Instant uploadedAt,
        @Schema(
                        description =
                                "The `sub` of the operator who has confirmed that it loses so much; null where nobody had to, or has",
                        nullable = true,
                        format = "uuid",
                        example = "1d2c3b4a-5f6e-4d7c-8b9a-0f1e2d3c4b5a")
                String confirmedBy,
        @Schema(
                        description = "Since when it holds; null where it does not yet",
                        nullable = true,
                        example = "2026-11-30T06:00:01Z")
                Instant inForceAt,
        @Schema(
                        description =
                                "With how many of its changes everybody is still to be compared, in the background",
                        example = "0")
                long waiting) {

    /** Whether a version holds. */
    @Schema(description = "Whether a version holds")
    enum Status {
        /** It would lose so many names that another operator has to confirm it; until then nothing has changed. */
        TO_CONFIRM,
        /** It was to be confirmed, and another has come into force since. */
        OUTDATED,
        /** It holds. */
        IN_FORCE,
        /** A later one holds. */
        REPLACED
    }

    /** A name that a version has added, removed or changed. */
    @Schema(name = "WatchListChange", description = "A name that a version of a list has added, removed or changed")
    record Change(
            @Schema(description = "What of it", example = "ADDED") Kind kind,
            @Schema(description = "The name, as it stands in the list", example = "Ivan Petrov") String name,
            @Schema(description = "Why it is listed", example = "List 115-FZ, no. 42") String reason) {}

    /** What a version does with a name. */
    @Schema(description = "What a version does with a name")
    enum Kind {
        ADDED,
        REMOVED,
        /** The same name, spelt or explained otherwise: nobody is compared again. */
        CHANGED
    }
}
