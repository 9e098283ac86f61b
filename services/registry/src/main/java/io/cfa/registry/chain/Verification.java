package io.cfa.registry.chain;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;

/**
 * Whether the ledger is as it was written.
 *
 * @param valid       whether every hash is right, up to the head
 * @param entries     how many there are
 * @param head        the hash of the last, in hexadecimal digits
 * @param firstBroken the number of the first entry that is not as it was written; null where all are
 * @param from        behind how many entries the proof began: those of the last signed head
 * @param wrongHoldings how many holdings are not what the entries add up to
 * @param holdingsAsSigned whether holdings are those of the last signed head and what entries have changed since; null where none was signed
 */
@Schema(description = "Whether the ledger is as it was written")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Verification(
        @Schema(description = "Whether every hash is right, up to the head, and every holding", example = "true")
                boolean valid,
        @Schema(description = "How many entries there are", example = "42", minimum = "0") long entries,
        @Schema(
                        description =
                                "The hash of the last entry, which covers all before it: SHA-256 in hexadecimal digits",
                        example = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08")
                String head,
        @Schema(
                        description =
                                "The number of the first entry that is missing or not as it was written; missing where all are",
                        example = "17")
                Long firstBroken,
        @Schema(description = "Behind how many entries the proof began: those of the last signed head", example = "0")
                long from,
        @Schema(description = "How many holdings are not what the entries add up to", example = "0") long wrongHoldings,
        @Schema(
                        description =
                                "Whether holdings are what was signed with the last head, and what entries have changed"
                                        + " since; missing where nothing was signed",
                        example = "true")
                Boolean holdingsAsSigned) {}
