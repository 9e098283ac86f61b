package io.cfa.settlement.payment;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.cfa.kit.Sha256;
import io.cfa.settlement.tax.Taxpayer;
import io.swagger.v3.oas.annotations.media.Schema;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;

/** What one holder gets of a payment. */
@Schema(description = "What one holder gets of a payment")
@JsonInclude(JsonInclude.Include.NON_NULL)
record Payout(
        @Schema(description = "The payment's id", example = "3d1f0a7e-5a8c-4a38-9f67-02f9f4f6e1c2") UUID payment,
        @Schema(
                        description = "The login that gets it",
                        format = "uuid",
                        example = "b3f1f6de-52c3-4a35-8d0f-1f9e7b6c5a22")
                String holder,
        @Schema(description = "How many units they held at the record date", example = "100") long held,
        @Schema(description = "How many of these are redeemed", example = "0") long units,
        @Schema(description = "Their part of the amount, in kopecks; missing until it is known", example = "150000")
                Long gross,
        @Schema(description = "What of it is withheld for tax, in kopecks; missing likewise", example = "19500")
                Long withheld,
        @Schema(description = "What kind of taxpayer the holder was then; missing likewise", example = "RESIDENT")
                Taxpayer taxpayer,
        @Schema(description = "The rate of the tax, in hundredths of a per cent; missing likewise", example = "1300")
                Integer taxRate,
        @Schema(description = "How far it is", example = "PAID") Status status,
        @Schema(description = "Why it is kept; missing otherwise", example = "not-approved") String reason,
        @Schema(description = "When it was paid; missing until then", example = "2026-11-26T00:00:07Z") Instant paidAt,
        @JsonIgnore int refusals) {

    /** How far a payout is. */
    enum Status {
        /** It waits for its turn. */
        DUE,
        /** The register and the bank are asked, until they have answered. */
        ASKED,
        /** The holder has the money. */
        PAID,
        /** The money is set aside for them, and cannot be paid now. */
        KEPT,
        /** They have fewer units than are to be redeemed, and get nothing: the money goes back to the issuer once nobody else waits for theirs. */
        LAPSED
    }

    /** What the holder gets, in kopecks; null until it is known. */
    @JsonProperty("net")
    @Schema(description = "What the holder gets, in kopecks; missing likewise", example = "130500")
    Long net() {
        return gross == null || withheld == null ? null : gross - withheld;
    }

    /** Under this the bank pays once. */
    UUID bankId() {
        return derived("payout");
    }

    /** Under this the register takes the units back once; another after each refusal, as it refuses for good. */
    UUID transferId() {
        return derived("redemption " + refusals);
    }

    /** An id that follows from what it is for, and which nobody can take in advance: of version 8 (RFC 9562), the first bytes of a SHA-256. */
    private UUID derived(String what) {
        String content = String.join("\n", "cfa-settlement", what, payment.toString(), holder);
        ByteBuffer digest = ByteBuffer.wrap(Sha256.of(content.getBytes(StandardCharsets.UTF_8)));
        long most = digest.getLong() & 0xffff_ffff_ffff_0fffL | 0x8000L;
        long least = digest.getLong() & 0x3fff_ffff_ffff_ffffL | 0x8000_0000_0000_0000L;
        return new UUID(most, least);
    }
}
