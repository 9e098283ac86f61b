package io.cfa.compliance.screening;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.UUID;

/**
 * A name on the watch list.
 *
 * @param id       chosen by the operator, so that listing again changes nothing
 * @param name     as it was listed
 * @param reason   why
 * @param listedAt since when
 */
public record Watched(
        UUID id,
        @Schema(example = "Ivan Petrov") String name,
        @Schema(example = "List 115-FZ, no. 42") String reason,
        Instant listedAt) {}
