package io.cfa.settlement.payment;

import java.time.Instant;
import java.util.Objects;
import java.util.UUID;

/**
 * What shall be paid.
 *
 * @param asset    the registry's
 * @param issuer   who pays
 * @param kind     what for
 * @param holder   whose wish an early redemption is; null otherwise
 * @param units    how many are redeemed; null where none are, or all
 * @param amount   to all holders together before tax, in kopecks
 * @param recordAt who holds then is paid
 * @param payAt    when
 * @param graceDays so many days later the money may still come before it is a default
 */
record PaymentTerms(
        UUID asset,
        String issuer,
        Payment.Kind kind,
        String holder,
        Long units,
        long amount,
        Instant recordAt,
        Instant payAt,
        int graceDays) {

    PaymentTerms by(String payer, String wisher) {
        return new PaymentTerms(asset, payer, kind, wisher, units, amount, recordAt, payAt, graceDays);
    }

    boolean areThoseOf(Payment payment) {
        return asset.equals(payment.asset())
                && issuer.equals(payment.issuer())
                && kind == payment.kind()
                && Objects.equals(holder, payment.holder())
                && Objects.equals(units, payment.units())
                && amount == payment.amount()
                && recordAt.equals(payment.recordAt())
                && payAt.equals(payment.payAt())
                && graceDays == payment.graceDays();
    }
}
