package io.cfa.bank.closing;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cfa.kit.Sha256;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HexFormat;

/**
 * What a day has closed with.
 *
 * @param number      its place in the chain, from one on, without gaps
 * @param day         of Moscow
 * @param deposits    what came on that day, in kopecks
 * @param withdrawals what left on that day, likewise
 * @param balance     what all participants have at its end, free and held
 * @param entries     how many entries of the ledger it has
 * @param accounts    the SHA-256 of what each account has at its end that it has moved: a line each, {@code <id> <free> <held>}, in the order of their ids
 * @param hash        that of this day, see {@link #hash}
 * @param closedAt    when it was written down
 */
@Schema(description = "What a day has closed with")
public record Closing(
        @Schema(description = "Its place in the chain, from one on", example = "17") long number,
        @Schema(description = "The day, in Moscow", example = "2026-11-24") LocalDate day,
        @Schema(description = "Kopecks that came from outside on that day", example = "1500000") long deposits,
        @Schema(description = "Kopecks that left on that day", example = "500000") long withdrawals,
        @Schema(description = "Kopecks that all participants have at its end, free and held", example = "250000000")
                long balance,
        @Schema(description = "How many entries of the ledger it has", example = "42") long entries,
        @Schema(
                        description =
                                "The SHA-256 of what the accounts that it has moved have at its end: a line each of id, free"
                                        + " and held kopecks with spaces between them, in the order of the ids",
                        example = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08")
                String accounts,
        @Schema(
                        description =
                                "The SHA-256 of eight lines with a line feed between them: the hash of the day before (64"
                                        + " zeros before the first), number, day, deposits, withdrawals, balance, entries, accounts",
                        example = "60303ae22b998861bce3b28f33eec1be758a213c86c93c076dbe9f558c11c752")
                String hash,
        @Schema(description = "When it was written down", example = "2026-11-24T21:10:00.123456Z") Instant closedAt) {

    /** What stands before the first day. */
    static final String NO_HASH = "0".repeat(64);

    /** The hash that this day has to have behind another. */
    String hashBehind(String previous) {
        return HexFormat.of()
                .formatHex(Sha256.of(String.join(
                                "\n",
                                previous,
                                Long.toString(number),
                                day.toString(),
                                Long.toString(deposits),
                                Long.toString(withdrawals),
                                Long.toString(balance),
                                Long.toString(entries),
                                accounts)
                        .getBytes(UTF_8)));
    }

    /** The same, with the hash that it has behind another. */
    Closing behind(String previous) {
        return new Closing(
                number, day, deposits, withdrawals, balance, entries, accounts, hashBehind(previous), closedAt);
    }
}
