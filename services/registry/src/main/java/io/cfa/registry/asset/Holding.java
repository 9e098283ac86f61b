package io.cfa.registry.asset;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.UUID;

/**
 * How much of an asset somebody holds.
 *
 * @param asset  of which asset
 * @param holder the {@code sub} of the holder's login
 * @param units  how many
 */
public record Holding(UUID asset, String holder, @Schema(example = "1000") long units) {}
