package io.cfa.settlement.stream;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.UUID;

/**
 * What became of a trade.
 *
 * @param position of the event
 * @param trade    the trade's id
 * @param status   how far it is
 * @param reason   why it failed; null otherwise
 * @param at       since when
 */
@Schema(description = "What became of a trade")
record TradeEvent(
        @JsonIgnore Position position,
        @Schema(description = "The trade's id", example = "8c7a5a52-1d3b-4f0c-9f3b-2a9c4a4d7e01") UUID trade,
        @Schema(description = "How far it is", example = "DONE") String status,
        @Schema(
                        description = "Why it failed: the type of the problem that refused it",
                        example = "insufficient-funds",
                        types = {"string", "null"})
                String reason,
        @Schema(description = "Since when", example = "2026-11-24T09:00:01Z") Instant at) {}
