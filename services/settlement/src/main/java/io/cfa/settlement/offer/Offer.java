package io.cfa.settlement.offer;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.UUID;

/** Units of an asset that somebody sells at a price; trades take from them, and give back when they fail. */
@Schema(description = "Units of an asset that somebody sells")
public record Offer(
        @Schema(
                        description = "Chosen by whoever made it; of a placement it is the issue's",
                        example = "5b0f5f0e-3f0c-4e0c-9a53-0b7f5d3c2a10")
                UUID id,
        @Schema(description = "The registry's asset", example = "5b0f5f0e-3f0c-4e0c-9a53-0b7f5d3c2a10") UUID asset,
        @Schema(description = "The login that gives the asset", example = "0d9f8a3e-7f3b-4c62-8f0e-6a2f0b1c9d11")
                String seller,
        @Schema(description = "How many were offered", example = "1000") long units,
        @Schema(description = "How many no trade has taken yet", example = "990") long unitsLeft,
        @Schema(description = "What one unit costs, in kopecks", example = "150000") long unitPrice,
        @Schema(description = "Whether trades may still take from it", example = "OPEN") Status status,
        @Schema(description = "When it was made", example = "2026-11-24T09:00:00Z") Instant offeredAt,
        @JsonInclude(JsonInclude.Include.NON_NULL) PlacementTerms placement,
        @JsonInclude(JsonInclude.Include.NON_NULL)
                @Schema(description = "How the placement ended; missing until then", example = "SOLD")
                Outcome outcome,
        @JsonIgnore boolean reached) {

    /** How a placement ended. */
    public enum Outcome {
        /** What was sold is sold. */
        SOLD,
        /** The minimum was not reached: every trade turns back. */
        FAILED,
        /** Its issuer does not want it: every trade turns back. */
        CANCELLED
    }

    /** Whether it still stands. */
    public enum Status {
        /** Trades may take from it while units are left. */
        OPEN,
        /** Its seller took it back; trades that have begun go on. */
        WITHDRAWN
    }

    /** Whether trades have taken as many units as the minimum of its placement is; their money is held. */
    public boolean hasItsMinimum() {
        return placement == null || placement.minimumUnits() == null || units - unitsLeft >= placement.minimumUnits();
    }

    /** Whether its units only move once a minimum is reached, which is not so yet. */
    public boolean waitsForItsMinimum() {
        return placement != null && placement.minimumUnits() != null && !reached && outcome == null;
    }

    /** What some of its units cost. */
    public long amount(long some) {
        return Math.multiplyExact(some, unitPrice);
    }
}
