package io.cfa.issuance.issue;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.UUID;

/**
 * An issue of digital financial assets on its way to its placement.
 *
 * @param id        chosen by the issuer, so that drafting again changes nothing
 * @param issuer    the {@code sub} of the issuer's login
 * @param name      as it stands in the decision
 * @param units     how many are issued
 * @param unitPrice what one costs, in kopecks
 * @param status    how far it is
 * @param draftedAt when it was drafted
 */
public record Issue(
        UUID id,
        String issuer,
        @Schema(example = "Receivables 2026/1") String name,
        @Schema(example = "1000") long units,
        @Schema(description = "In kopecks", example = "150000") long unitPrice,
        Status status,
        Instant draftedAt) {

    /** How far an issue is. */
    public enum Status {
        /** Written down by the issuer, seen by nobody but the operator. */
        DRAFT
    }
}
