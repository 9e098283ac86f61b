package io.cfa.registry.asset;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.UUID;

/**
 * A digital financial asset that exists.
 *
 * @param id        that of its issue
 * @param name      as it stands in the decision
 * @param units     how many exist
 * @param createdAt since when
 */
public record Asset(
        UUID id,
        @Schema(example = "Receivables 2026/1") String name,
        @Schema(example = "1000") long units,
        Instant createdAt) {}
