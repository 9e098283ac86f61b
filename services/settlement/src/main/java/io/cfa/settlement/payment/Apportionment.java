package io.cfa.settlement.payment;

import io.cfa.kit.queue.Lease;
import io.cfa.settlement.payment.Payment.Status;
import io.cfa.settlement.payment.PaymentQueue.Queued;
import io.cfa.settlement.tax.Withholding;
import io.cfa.settlement.tax.WithholdingRule;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Works out what each holder of the record date gets, and what is withheld of it. What is redeemed bears no tax here: it would be due on the gain, and what a
 * holder once paid is not known.
 */
@Component
class Apportionment {

    private static final int AT_ONCE = 500;

    private final PaymentQueue queue;
    private final Payouts payouts;
    private final WithholdingRule taxes;

    Apportionment(PaymentQueue queue, Payouts payouts, WithholdingRule taxes) {
        this.queue = queue;
        this.payouts = payouts;
        this.taxes = taxes;
    }

    /** What all holders of a payment get together. */
    long net(Payment payment) {
        return payouts.net(payment.id());
    }

    /** Apportions a payment whose holders are all read. */
    Optional<Lease<Queued>> step(Lease<Queued> lease) {
        Payment payment = lease.item().payment();
        if (!payouts.any(payment.id())) {
            queue.finish(lease, Status.DONE, "no-holders");
            return Optional.empty();
        }
        boolean redeems = payment.kind().redeems();
        if (redeems && payment.units() != null && payouts.held(payment.id()) < payment.units()) {
            queue.finish(lease, Status.CANCELLED, "fewer-units");
            return Optional.empty();
        }
        return queue.written(lease, () -> {
                    if (redeems) {
                        payouts.redeem(payment.id(), payment.units());
                    }
                    payouts.share(payment.id(), payment.amount(), redeems);
                })
                .flatMap(this::withhold);
    }

    /** A part after the other; whoever is killed in between apportions the same anew. */
    private Optional<Lease<Queued>> withhold(Lease<Queued> lease) {
        boolean redeems = lease.item().payment().kind().redeems();
        Optional<Lease<Queued>> held = Optional.of(lease);
        List<Payouts.Untaxed> some = payouts.untaxed(lease.item().id(), AT_ONCE);
        while (held.isPresent() && !some.isEmpty()) {
            List<Payouts.Untaxed> taxed = some;
            held = queue.written(
                    held.get(),
                    () -> payouts.withhold(
                            lease.item().id(),
                            taxed,
                            taxed.stream()
                                    .map(one -> redeems ? Withholding.NONE : withheld(one))
                                    .toList()));
            some = payouts.untaxed(lease.item().id(), AT_ONCE);
        }
        return held.flatMap(last -> queue.move(last, Status.RESERVING, null));
    }

    private Withholding withheld(Payouts.Untaxed one) {
        return taxes.withheld(one.taxpayer(), one.gross()).checked(one.taxpayer(), one.gross());
    }
}
