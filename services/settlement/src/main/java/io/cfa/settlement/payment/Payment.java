package io.cfa.settlement.payment;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/** What an issuer pays to those who hold its asset at a record date. */
@Schema(description = "What an issuer pays to those who hold its asset at a record date")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Payment(
        @Schema(
                        description = "Chosen by whoever asked for it; the reserve at the bank has the same id",
                        example = "3d1f0a7e-5a8c-4a38-9f67-02f9f4f6e1c2")
                UUID id,
        @Schema(description = "The registry's asset", example = "5b0f5f0e-3f0c-4e0c-9a53-0b7f5d3c2a10") UUID asset,
        @Schema(description = "The login that pays", format = "uuid", example = "0d9f8a3e-7f3b-4c62-8f0e-6a2f0b1c9d11")
                String issuer,
        @Schema(description = "What for", example = "COUPON") Kind kind,
        @Schema(
                        description =
                                "The login whose wish an early redemption is; missing where it is for all holders",
                        format = "uuid",
                        example = "b3f1f6de-52c3-4a35-8d0f-1f9e7b6c5a22")
                String holder,
        @Schema(description = "How many units are redeemed; missing where none are, or all", example = "100")
                Long units,
        @Schema(description = "What all holders get together before tax, in kopecks", example = "1500000") long amount,
        @Schema(description = "Who holds the asset at this moment is paid", example = "2026-11-24T00:00:00Z")
                Instant recordAt,
        @Schema(description = "From then on it is paid", example = "2026-11-26T00:00:00Z") Instant payAt,
        @Schema(description = "So many days later the money may still come before it is a default", example = "10")
                int graceDays,
        @Schema(description = "How far it is", example = "PAYING") Status status,
        @Schema(
                        description = "Why it is in default or was cancelled; missing otherwise",
                        example = "insufficient-funds")
                String reason,
        @Schema(description = "When it was asked for", example = "2026-11-20T09:00:00Z") Instant announcedAt,
        @Schema(
                        description =
                                "When the money was first missing, though its days of grace may run; it stays when that is repaired; missing where it never was",
                        example = "2026-11-26T00:00:05Z")
                Instant overdueAt,
        @Schema(
                        description =
                                "When it came to be in default, its days of grace being over; it stays when that is repaired; missing where it never was",
                        example = "2026-11-26T00:00:05Z")
                Instant defaultedAt,
        @Schema(
                        description = "When all was paid, or it was cancelled; missing until then",
                        example = "2026-11-26T00:00:09Z")
                Instant finishedAt) {

    /** What is paid for. */
    public enum Kind {
        /** A share of what the issuer has earned. */
        INCOME,
        /** Interest. */
        COUPON,
        /** All units at maturity. */
        REDEMPTION,
        /** Some units of everybody. */
        PARTIAL_REDEMPTION,
        /** Before maturity: all units or some at the issuer's wish, or those of one holder at theirs. */
        EARLY_REDEMPTION;

        /** Whether units go back to the issuer. */
        public boolean redeems() {
            return this == REDEMPTION || this == PARTIAL_REDEMPTION || this == EARLY_REDEMPTION;
        }
    }

    /** From then on missing money is a default. */
    Instant graceUntil() {
        return payAt.plus(Duration.ofDays(graceDays));
    }

    /** How far a payment is. */
    public enum Status {
        /** A holder wishes it; until the record date the issuer may accept. */
        REQUESTED,
        /** It waits for the record date. */
        ANNOUNCED,
        /** The holders of the record date are read from the register. */
        COLLECTING,
        /** Each gets their part of the amount, and what is withheld of it is worked out. */
        APPORTIONING,
        /** It waits for its day, and for the issuer's money to be set aside, where that is missing until its days of grace are over. */
        RESERVING,
        /** The issuer has less than that, and no day of grace is left: it is asked for again until it is there. */
        DEFAULTED,
        /** The money is set aside, and paid to one after the other. */
        PAYING,
        /** All are paid but those whose money has to be kept for them. */
        KEEPING,
        /** All are paid. */
        DONE,
        /** It was taken back before its record date, or never accepted. */
        CANCELLED
    }
}
