package io.cfa.bank.ledger;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.UUID;

/**
 * One side of an entry, as the account that it stands on sees it.
 *
 * @param id        of the deposit, withdrawal or hold
 * @param kind      why
 * @param pocket    which money of the account
 * @param amount    in kopecks, less than nothing where it was taken
 * @param enteredAt when
 */
@Schema(description = "One side of an entry: what a pocket of the account got, or what was taken from it")
public record Posting(
        @Schema(
                        description = "The id of the deposit, withdrawal or hold",
                        example = "c2b4a1de-51f5-4c52-8c8e-7b1b6a0f9d11")
                UUID id,
        @Schema(description = "Why the money moved", example = "DEPOSIT") Kind kind,
        @Schema(
                        description = "Which money of the account: its free money, or what holds have set aside",
                        example = "FREE")
                Pocket pocket,
        @Schema(description = "In kopecks; negative where money was taken", example = "1500000") long amount,
        @Schema(description = "When it was entered", example = "2026-11-24T09:30:00.123456Z") Instant enteredAt) {

    /** The two parts of what an account has. */
    enum Pocket {
        FREE,
        HELD
    }
}
