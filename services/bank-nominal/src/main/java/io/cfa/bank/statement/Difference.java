package io.cfa.bank.statement;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.UUID;

/**
 * Something that the bank says and we do not, or the other way round.
 *
 * @param id         ours
 * @param statement  the statement that it came out with
 * @param kind       which way round
 * @param line       the movement of the bank, or null
 * @param entryId    the id of our deposit or withdrawal, or null
 * @param amount     what the bank says less what we say, in kopecks: more than nothing where it has more
 * @param booked     by the bank, as {@code yyyy-mm-dd}, or null
 * @param endToEnd   the id that whoever ordered the movement gave it, or null
 * @param remittance what it is for, or null
 * @param foundAt    when
 * @param status     how far operators have come
 * @param resolution what they have found, or propose
 * @param account    whom the money was credited to, or shall be
 * @param reason     why
 * @param proposedBy the {@code sub} of the operator who has proposed it
 * @param resolvedBy the {@code sub} of the one who has approved it
 */
@Schema(description = "Something that the bank says and we do not, or the other way round")
@JsonInclude(JsonInclude.Include.NON_NULL)
record Difference(
        @Schema(description = "Its id", example = "6b8e7d5c-4f3a-4b2c-9d1e-0f9a8b7c6d5e") UUID id,
        @Schema(description = "The statement that it came out with", example = "3b0d6f7e-1c52-4f0a-8d3c-6a5f4e3d2c1b")
                UUID statement,
        @Schema(description = "Which way round", example = "LINE_WITHOUT_ENTRY") Kind kind,
        @Schema(description = "The bank's movement", example = "0a1b2c3d-4e5f-4a6b-8c7d-9e8f7a6b5c4d") UUID line,
        @Schema(description = "The id of our deposit or withdrawal", example = "c2b4a1de-51f5-4c52-8c8e-7b1b6a0f9d11")
                UUID entryId,
        @Schema(description = "What the bank says less what we say, in kopecks", example = "150000") long amount,
        @Schema(description = "When the bank booked it", example = "2026-11-24") String booked,
        @Schema(description = "The id that whoever ordered the movement gave it", example = "NOTPROVIDED")
                String endToEnd,
        @Schema(description = "What it is for", example = "Top up, contract 17") String remittance,
        @Schema(description = "When it was found", example = "2026-11-25T06:30:00.123456Z") Instant foundAt,
        @Schema(description = "How far operators have come", example = "OPEN") Status status,
        @Schema(description = "What they have found, or propose", example = "CREDITED") Resolution resolution,
        @Schema(
                        description = "Whom the money was credited to, or shall be",
                        example = "5f0c3a4e-6d0b-4c5e-9a43-0f5a9d1c7b21")
                UUID account,
        @Schema(description = "Why", example = "Contract 17 is of this participant") String reason,
        @Schema(
                        description = "The `sub` of the operator who has proposed it",
                        format = "uuid",
                        example = "7c1f0e5d-2b3a-4d8c-9e6f-1a2b3c4d5e6f")
                String proposedBy,
        @Schema(
                        description = "The `sub` of the operator who has approved it",
                        format = "uuid",
                        example = "1d2c3b4a-5f6e-4d7c-8b9a-0a1b2c3d4e5f")
                String resolvedBy) {

    /** Which way round. */
    @Schema(description = "Which way round")
    enum Kind {
        /** The bank tells of a movement that we do not know. */
        LINE_WITHOUT_ENTRY,
        /** We have entered what no statement tells of. */
        ENTRY_WITHOUT_LINE,
        /** Both know it, and not the same amount. */
        OTHER_AMOUNT
    }

    /** How far operators have come. */
    @Schema(description = "How far operators have come")
    enum Status {
        /** Nobody has proposed anything. */
        OPEN,
        /** One has. */
        PROPOSED,
        /** Another has approved it, or a statement or an entry that came later has made it none. */
        RESOLVED
    }

    /** What they have found. */
    @Schema(description = "What operators have found")
    enum Resolution {
        /** No money of a participant moves for it; the reason says why. */
        EXPLAINED,
        /** The money that came is a participant's. */
        CREDITED,
        /** Our deposit was wrong, and a further entry makes it what the bank says: less, more, or none at all. */
        CORRECTED,
        /** It was none: the other side came later. */
        MATCHED
    }
}
