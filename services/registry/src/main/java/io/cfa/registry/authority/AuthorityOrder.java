package io.cfa.registry.authority;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.UUID;

/** Something that the register has to enter, whatever its holders want; one operator asks for it, and another approves it. */
@Schema(
        description =
                "What the register has to enter, whatever its holders want, asked for by one operator and decided by another")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AuthorityOrder(
        @Schema(
                        description = "Chosen by the operator; a restriction has the same id",
                        example = "2a4c6e80-1357-4bdf-8ace-02468ace1357")
                UUID id,
        @Schema(description = "What it is", example = "COURT_TRANSFER") Kind kind,
        @Schema(description = "The asset", example = "e4a7c6f2-90d1-4f4b-8f0e-6c2d7b1a3f55") UUID asset,
        @Schema(
                        description =
                                "Whose units are restricted or taken: the sub of a login; missing where it is the whole asset",
                        format = "uuid",
                        example = "8a1f6f0e-3b52-4f7e-a1a5-2d9f3c7e5b10")
                String holder,
        @Schema(
                        description = "Who gets them: the sub of a login; missing where nothing moves",
                        format = "uuid",
                        example = "b7c52b0d-0f63-4c53-8f3e-94f2a7a9f4c8")
                String heir,
        @Schema(
                        description = "How many units; missing where all are restricted, or a restriction ends",
                        example = "250")
                Long units,
        @Schema(
                        description = "The restriction that ends with it; missing where none does",
                        example = "6f1d2c3b-4a59-4687-9a0b-1c2d3e4f5a6b")
                UUID restriction,
        @Schema(
                        description = "The transfer that is reversed; missing where none is",
                        example = "7d3e1f0a-8a5c-4a38-9f67-1c2f9f4f6e02")
                UUID transfer,
        @Schema(
                        description = "The SHA-256 of the document that orders it, in hexadecimal digits",
                        example = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08")
                String documentSha256,
        @Schema(description = "Why", example = "Order 17 of the court of Moscow") String reason,
        @Schema(description = "How far it is", example = "REQUESTED") Status status,
        @Schema(
                        description = "The sub of the operator who asked for it",
                        format = "uuid",
                        example = "7c1f0e5d-2b3a-4d8c-9e6f-1a2b3c4d5e6f")
                String requestedBy,
        @Schema(description = "When", example = "2026-11-24T09:50:00.123456Z") Instant requestedAt,
        @Schema(description = "From then on it can only be rejected", example = "2026-12-24T09:50:00.123456Z")
                Instant expiresAt,
        @Schema(
                        description = "The sub of the operator who decided; missing until then",
                        format = "uuid",
                        example = "0c9e8d7f-6a5b-4c3d-8e1f-0a9b8c7d6e5f")
                String decidedBy,
        @Schema(description = "When; missing until then", example = "2026-11-24T10:20:00.123456Z") Instant decidedAt,
        @Schema(description = "Why it was rejected; missing otherwise", example = "The document names another holder")
                String decisionReason,
        @Schema(description = "The number of its entry in the chain; missing where nothing moved", example = "43")
                Long entry) {

    /** What can be ordered. */
    public enum Kind {
        /** Units of a holder, or a whole asset, are not given away. */
        ARREST,
        /** The same, for a debt. */
        PLEDGE,
        /** An arrest or a pledge ends. */
        RELEASE,
        /** A court gives units to somebody else. */
        COURT_TRANSFER,
        /** An heir gets units. */
        INHERITANCE,
        /** A transfer was a mistake: its units go back, as an entry of their own. */
        CORRECTION
    }

    /** How far an order is. */
    public enum Status {
        /** One operator has asked for it; nothing is entered. */
        REQUESTED,
        /** Another has approved it, and it is entered. */
        APPROVED,
        /** It will not be. */
        REJECTED
    }
}
