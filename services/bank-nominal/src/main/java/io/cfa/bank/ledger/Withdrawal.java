package io.cfa.bank.ledger;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.UUID;

/**
 * Money that left an account for the world outside.
 *
 * @param id        chosen by the owner, so that asking again takes nothing more
 * @param account   whose it was
 * @param amount    in kopecks
 * @param enteredAt when it left the account
 * @param fee       what the operator took for it, in kopecks
 * @param status    how far it has come
 */
@Schema(description = "Money that left an account")
public record Withdrawal(
        @Schema(description = "The id that the caller chose", example = "0d9f7c55-2f0a-4e4a-8f5b-3e0f6f2f8a77") UUID id,
        @Schema(description = "The account that had it", example = "5f0c3a4e-6d0b-4c5e-9a43-0f5a9d1c7b21") UUID account,
        @Schema(description = "In kopecks", example = "500000", minimum = "1") long amount,
        @Schema(description = "When it left the account", example = "2026-11-24T12:00:00.123456Z") Instant enteredAt,
        @Schema(description = "What the operator took for it, in kopecks", example = "3000", minimum = "0") long fee,
        @Schema(description = "How far it has come", example = "SENT") Status status) {

    /** How far a withdrawal has come; from the last two there is no way on. */
    @Schema(description = "How far a withdrawal has come")
    public enum Status {
        /** It has left the account, and the bank knows nothing of it. */
        REQUESTED,
        /** The bank was told to pay. */
        SENT,
        /** The bank's statement has it. */
        EXECUTED,
        /** The bank's statement has it back: the account has it again, but for the fee. */
        RETURNED
    }
}
