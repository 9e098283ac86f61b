package io.cfa.bank.account;

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
public record Deposit(
        UUID id,
        UUID account,
        @Schema(description = "In kopecks", example = "1500000") long amount,
        Instant enteredAt) {}
