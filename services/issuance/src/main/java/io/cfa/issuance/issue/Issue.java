package io.cfa.issuance.issue;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.UUID;

/** An issue of digital financial assets on its way to its placement. */
@Schema(description = "An issue of digital financial assets on its way to its placement")
public record Issue(
        @Schema(
                        description = "Chosen by the issuer; the asset has the same id",
                        example = "3e2d1c0b-a998-4776-9554-332211009988")
                UUID id,
        @Schema(
                        description = "The issuer: the `sub` of the login",
                        format = "uuid",
                        example = "6d5c4b3a-2918-4706-b5e4-d3c2b1a09f8e")
                String issuer,
        @Schema(description = "As it stands in the decision", example = "Receivables 2026/1") String name,
        @Schema(description = "How many units are issued", example = "1000") long units,
        @Schema(description = "What one unit costs, in kopecks", example = "150000") long unitPrice,
        @Schema(description = "How far it is", example = "DRAFT") Status status,
        @Schema(
                        description = "The SHA-256 of the decision's document; null until that is there",
                        nullable = true,
                        example = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08")
                String decisionSha256,
        @Schema(
                        description = "The `sub` of the operator who approved or rejected it; null until then",
                        nullable = true,
                        format = "uuid",
                        example = "7c1f0e5d-2b3a-4d8c-9e6f-1a2b3c4d5e6f")
                String reviewedBy,
        @Schema(
                        description =
                                "Why it was rejected or withdrawn, or why its last placement was refused; null otherwise",
                        nullable = true,
                        example = "The decision names other terms")
                String reason,
        @Schema(description = "When it was drafted", example = "2026-11-24T10:00:00Z") Instant draftedAt,
        @Schema(
                        description = "The offer at settlement that investors buy from; null until the issue is open",
                        nullable = true,
                        example = "1d0f4c8e-52b1-3f6a-9a77-0b6c5d4e3f21")
                UUID offer,
        @Schema(
                        description = "From then on investors may subscribe; null for as soon as it is placed",
                        nullable = true,
                        example = "2026-12-01T06:00:00Z")
                Instant opensAt,
        @Schema(
                        description = "Until then; null for as long as there are units",
                        nullable = true,
                        example = "2026-12-31T21:00:00Z")
                Instant closesAt,
        @Schema(
                        description = "Fewer than these, and everybody has their money back; null for none",
                        nullable = true,
                        example = "500")
                Long minimumUnits,
        @Schema(description = "How many units one investor may have; null for all", nullable = true, example = "100")
                Long mostPerInvestor,
        @Schema(description = "Whether only qualified investors may subscribe", example = "false")
                boolean qualifiedOnly,
        @Schema(description = "How the placement ended; null until then", nullable = true, example = "SOLD")
                Outcome outcome) {

    /** How a placement ended. */
    public enum Outcome {
        /** What was sold is sold. */
        SOLD,
        /** The minimum was not reached: everybody has their money back. */
        FAILED,
        /** The issuer has cancelled it: everybody has their money back. */
        CANCELLED
    }

    /** How far an issue is. */
    public enum Status {
        /** Written down by the issuer, seen by nobody but the operator. */
        DRAFT,
        /** The operator agrees: the issuer may place it. */
        APPROVED,
        /** The operator does not. */
        REJECTED,
        /** The placement has been asked for: the asset and its offer are being made. */
        OPENING,
        /** Investors can subscribe. */
        OPEN
    }
}
