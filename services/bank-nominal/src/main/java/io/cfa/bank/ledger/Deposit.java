package io.cfa.bank.ledger;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.UUID;

/**
 * Money that came from outside into an account.
 *
 * @param id        chosen by the operator, so that crediting again changes nothing
 * @param account   whose it is now
 * @param amount    in kopecks
 * @param enteredAt when it came
 */
@Schema(description = "Money that came from outside into an account")
public record Deposit(
        @Schema(description = "The id that the caller chose", example = "c2b4a1de-51f5-4c52-8c8e-7b1b6a0f9d11") UUID id,
        @Schema(description = "The account that has it now", example = "5f0c3a4e-6d0b-4c5e-9a43-0f5a9d1c7b21")
                UUID account,
        @Schema(description = "In kopecks", example = "1500000", minimum = "1") long amount,
        @Schema(description = "When it was credited", example = "2026-11-24T09:30:00.123456Z") Instant enteredAt) {}
