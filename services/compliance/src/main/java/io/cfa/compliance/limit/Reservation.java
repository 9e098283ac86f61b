package io.cfa.compliance.limit;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.UUID;

/** What a trade takes from its buyer's yearly limit. */
@Schema(description = "What a trade takes from its buyer's yearly limit")
public record Reservation(
        @Schema(description = "The trade's id", example = "9f8e7d6c-5b4a-4392-8170-6f5e4d3c2b1a") UUID id,
        @Schema(
                        description =
                                "The buyer: the `sub` of the login; null where the release came before the reservation",
                        nullable = true,
                        example = "5b4a7d2e-8f16-4c0b-9a35-0c9d1e2f3a4b")
                UUID participant,
        @Schema(
                        description = "In kopecks; null where the release came before the reservation",
                        nullable = true,
                        example = "1500000")
                Long amount,
        @Schema(description = "Whether it counts", example = "RESERVED") Status status,
        @Schema(
                        description =
                                "The calendar year whose limit it takes from; null where the release came before the reservation",
                        nullable = true,
                        example = "2026")
                Integer year) {

    /** Whether a reservation counts. */
    public enum Status {
        /** It takes from the limit. */
        RESERVED,
        /** It has been given back, or never came before it was to be given back: it will never count again. */
        RELEASED
    }
}
