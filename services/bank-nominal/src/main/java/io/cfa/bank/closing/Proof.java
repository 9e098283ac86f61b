package io.cfa.bank.closing;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.LocalDate;

/**
 * Whether all days are as they were closed.
 *
 * @param valid       whether they are
 * @param days        how many were read
 * @param hash        of the last; of none, zeros
 * @param firstBroken the first day that is not, or whose entries add up to something else; null where there is none
 */
@Schema(description = "Whether all days are as they were closed")
record Proof(
        @Schema(description = "Whether they are", example = "true") boolean valid,
        @Schema(description = "How many were read", example = "17") long days,
        @Schema(
                        description = "The hash of the last",
                        example = "60303ae22b998861bce3b28f33eec1be758a213c86c93c076dbe9f558c11c752")
                String hash,
        @Schema(
                        description =
                                "The first day that is not, or whose entries add up to something else; null where there is none",
                        nullable = true,
                        example = "2026-11-24")
                LocalDate firstBroken) {}
