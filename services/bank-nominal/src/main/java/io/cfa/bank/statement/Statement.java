package io.cfa.bank.statement;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;

/**
 * A statement of the bank that was taken.
 *
 * @param id          chosen by the operator
 * @param account     the number of the nominal account
 * @param bankId      the bank's own id of it
 * @param day         of its closing balance
 * @param opening     what was there before, in kopecks
 * @param credits     what came
 * @param debits      what left
 * @param closing     what is there after
 * @param lines       how many movements it has
 * @param matched     how many of them are entries of ours
 * @param differences how many differences it has told of that are not worked off
 * @param believed    what we say that was there at the end of its day; null where that day is not closed
 * @param sha256      of the document as it came
 * @param importedBy  the {@code sub} of the operator
 * @param importedAt  when
 */
@Schema(description = "A statement of the bank that was taken")
record Statement(
        @Schema(description = "Chosen by the operator", example = "3b0d6f7e-1c52-4f0a-8d3c-6a5f4e3d2c1b") UUID id,
        @Schema(description = "The number of the nominal account", example = "40701810000000000001") String account,
        @Schema(description = "The bank's own id of it", example = "2026-11-24/1") String bankId,
        @Schema(description = "The day of its closing balance", example = "2026-11-24") LocalDate day,
        @Schema(description = "Kopecks that were there before", example = "240000000") long opening,
        @Schema(description = "Kopecks that came", example = "11500000") long credits,
        @Schema(description = "Kopecks that left", example = "1500000") long debits,
        @Schema(description = "Kopecks that are there after", example = "250000000") long closing,
        @Schema(description = "How many movements it has", example = "42") int lines,
        @Schema(description = "How many of them are entries of ours", example = "41") long matched,
        @Schema(description = "How many differences it has told of that are not worked off", example = "1")
                long differences,
        @Schema(
                        description =
                                "Kopecks that all participants had at the end of its day, by our books; null where that day is not closed",
                        nullable = true,
                        example = "250000000")
                Long believed,
        @Schema(
                        description = "The SHA-256 of the document as it came",
                        example = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08")
                String sha256,
        @Schema(
                        description = "The `sub` of the operator",
                        format = "uuid",
                        example = "7c1f0e5d-2b3a-4d8c-9e6f-1a2b3c4d5e6f")
                String importedBy,
        @Schema(description = "When", example = "2026-11-25T06:30:00.123456Z") Instant importedAt) {}
