package io.cfa.bank.account;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.UUID;

/**
 * The nominal account of a participant, in roubles.
 *
 * @param id       ours
 * @param owner    the {@code sub} of the owner's login
 * @param balance  in kopecks, never less than nothing
 * @param openedAt since when
 */
public record Account(
        UUID id,
        String owner,
        @Schema(description = "In kopecks", example = "1500000") long balance,
        Instant openedAt) {}
