package io.cfa.compliance.limit;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.UUID;

/**
 * How thoroughly somebody was identified, as an operator has put down.
 *
 * @param participant  the {@code sub} of the login
 * @param level        how thoroughly
 * @param document     by which document, in the operator's words
 * @param identifiedBy the {@code sub} of the operator
 * @param since        since when
 */
@Schema(description = "How thoroughly somebody was identified")
public record Identification(
        @Schema(description = "The `sub` of the login", example = "5b4a7d2e-8f16-4c0b-9a35-0c9d1e2f3a4b")
                UUID participant,
        @Schema(description = "How thoroughly", example = "SIMPLIFIED") Level level,
        @Schema(description = "By which document", example = "Passport, confirmed by SMEV on 1 December")
                String document,
        @Schema(
                        description = "The `sub` of the operator who put it down",
                        format = "uuid",
                        example = "7c1f0e5d-2b3a-4d8c-9e6f-1a2b3c4d5e6f")
                String identifiedBy,
        @Schema(description = "Since when", example = "2026-11-24T09:50:00Z") Instant since) {

    /** How thoroughly, and what it allows. */
    @Schema(description = "How thoroughly somebody was identified")
    public enum Level {
        /** Not at all: nothing is bought or withdrawn. */
        NONE(0, 0),
        /** In the simplified way: up to 15 000 roubles at once, and 40 000 in a calendar month. */
        SIMPLIFIED(1_500_000, 4_000_000),
        /** In full: the yearly limit alone counts. */
        FULL(Long.MAX_VALUE, Long.MAX_VALUE);

        private final long once;
        private final long monthly;

        Level(long once, long monthly) {
            this.once = once;
            this.monthly = monthly;
        }

        /** For how much may be bought, or how much withdrawn, at once, in kopecks. */
        long once() {
            return once;
        }

        /** The same in a calendar month, in kopecks. */
        long monthly() {
            return monthly;
        }
    }
}
