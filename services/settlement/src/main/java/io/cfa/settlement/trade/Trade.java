package io.cfa.settlement.trade;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.UUID;

/** Some units of an offer for some money. */
@Schema(description = "Some units of an offer for some money")
public record Trade(
        @Schema(
                        description =
                                "Chosen by the buyer; the reservation, the hold and the transfer have the same id",
                        example = "8c7a5a52-1d3b-4f0c-9f3b-2a9c4a4d7e01")
                UUID id,
        @Schema(
                        description = "The offer that it takes from; trades of before there were offers have none",
                        example = "5b0f5f0e-3f0c-4e0c-9a53-0b7f5d3c2a10",
                        types = {"string", "null"})
                UUID offer,
        @Schema(description = "The registry's asset", example = "5b0f5f0e-3f0c-4e0c-9a53-0b7f5d3c2a10") UUID asset,
        @Schema(description = "The login that gives the asset", example = "0d9f8a3e-7f3b-4c62-8f0e-6a2f0b1c9d11")
                String seller,
        @Schema(description = "The login that gives the money", example = "b3f1f6de-52c3-4a35-8d0f-1f9e7b6c5a22")
                String buyer,
        @Schema(description = "How many units", example = "10") long units,
        @Schema(description = "What all units cost, in kopecks", example = "1500000") long amount,
        @Schema(description = "How far it is", example = "DONE") Status status,
        @Schema(
                        description = "Why it failed: the type of the problem that refused it",
                        example = "insufficient-funds",
                        types = {"string", "null"})
                String reason,
        @Schema(description = "When it was requested", example = "2026-11-24T09:00:00Z") Instant requestedAt,
        @Schema(
                        description = "When it was done or had failed",
                        example = "2026-11-24T09:00:01Z",
                        types = {"string", "null"})
                Instant finishedAt,
        @Schema(
                        description = "From then on it turns back, unless the asset has moved",
                        example = "2026-11-24T09:15:00Z",
                        types = {"string", "null"})
                Instant expiresAt) {

    /** How far a trade is; {@link Saga} says what follows what. */
    public enum Status {
        /** The buyer wants it; nothing is taken, and nothing has moved. */
        REQUESTED,
        /** The buyer may buy for as much this year. */
        LIMIT_RESERVED,
        /** The buyer's money waits for the seller, and the units are taken from the offer. */
        MONEY_HELD,
        /** The asset is the buyer's: from here on there is no way back. */
        ASSET_MOVED,
        /** The seller has the money, the buyer has the asset. */
        DONE,
        /** Somebody refused: what was held and reserved is given back. */
        COMPENSATING,
        /** Nothing has moved, and nothing is held. */
        FAILED;

        /** Whether nothing will change any more. */
        public boolean isFinal() {
            return this == DONE || this == FAILED;
        }
    }
}
