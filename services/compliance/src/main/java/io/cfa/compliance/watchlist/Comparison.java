package io.cfa.compliance.watchlist;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.UUID;

/**
 * How far everybody was compared with a name.
 *
 * @param id       the listing's
 * @param finished whether that was everybody
 * @param found    how many participants it has sent to the operators so far
 */
@Schema(description = "How far everybody was compared with a name")
public record Comparison(
        @Schema(description = "The listing's id", example = "0d9c8b7a-6f5e-4d3c-8b2a-1f0e9d8c7b6a") UUID id,
        @Schema(description = "Whether that was everybody", example = "true") boolean finished,
        @Schema(description = "How many participants it has sent to the operators so far", example = "1") long found) {}
