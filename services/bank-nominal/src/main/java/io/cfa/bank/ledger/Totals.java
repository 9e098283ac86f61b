package io.cfa.bank.ledger;

import io.swagger.v3.oas.annotations.media.Schema;

/**
 * What all accounts add up to, in kopecks: what came less what left is what is here.
 *
 * @param deposits    all that ever came, summed from the entries
 * @param withdrawals all that ever left, summed from the entries
 * @param balances    what is free now, summed from the accounts
 * @param held        what is set aside now, summed from the accounts
 * @param wrongAccounts how many accounts are not what their entries and holds add up to
 */
@Schema(description = "What all accounts add up to: deposits - withdrawals = balances + held")
public record Totals(
        @Schema(description = "Kopecks that ever came from outside", example = "300000000") long deposits,
        @Schema(description = "Kopecks that ever left", example = "50000000") long withdrawals,
        @Schema(description = "Kopecks that are free on the accounts", example = "240000000") long balances,
        @Schema(description = "Kopecks that holds have set aside", example = "10000000") long held,
        @Schema(
                        description =
                                "How many accounts are not what their entries and holds add up to: 0, or somebody has"
                                        + " changed the books by hand",
                        example = "0")
                long wrongAccounts) {}
