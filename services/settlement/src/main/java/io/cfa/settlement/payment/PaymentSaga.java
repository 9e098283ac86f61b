package io.cfa.settlement.payment;

import io.cfa.kit.page.Page;
import io.cfa.kit.queue.Lease;
import io.cfa.settlement.payment.Payment.Status;
import io.cfa.settlement.payment.PaymentQueue.Queued;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * A payment to all holders as one saga, a step at a time: asks outside of any transaction, then writes down what followed. Whoever takes it up again,
 * after whatever kill, asks the same again under the same ids, so that each is paid once. Nobody is paid before all the money is set aside.
 */
@Component
class PaymentSaga {

    private static final Logger LOG = LoggerFactory.getLogger(PaymentSaga.class);

    private final PaymentQueue queue;
    private final PaymentParticipants participants;
    private final Apportionment apportionment;
    private final PayoutBatch batch;
    private final Clock clock;

    PaymentSaga(
            PaymentQueue queue,
            PaymentParticipants participants,
            Apportionment apportionment,
            PayoutBatch batch,
            Clock clock) {
        this.queue = queue;
        this.participants = participants;
        this.apportionment = apportionment;
        this.batch = batch;
        this.clock = clock;
    }

    /** Makes one step; returns the lease while there is more to do now. */
    Optional<Lease<Queued>> step(Lease<Queued> lease) {
        return switch (lease.item().payment().status()) {
            case REQUESTED -> {
                queue.finish(lease, Status.CANCELLED, "not-accepted");
                yield Optional.empty();
            }
            case ANNOUNCED -> queue.move(lease, Status.COLLECTING, "settlement.payment-begun");
            case COLLECTING -> collect(lease);
            case APPORTIONING -> apportionment.step(lease);
            case RESERVING, DEFAULTED -> reserve(lease);
            case PAYING -> pay(lease);
            case KEEPING ->
                queue.written(lease, () -> batch.tryKeptAgain(lease.item().payment()))
                        .flatMap(moved -> queue.move(moved, Status.PAYING, null));
            case DONE, CANCELLED -> Optional.empty();
        };
    }

    private Optional<Lease<Queued>> collect(Lease<Queued> lease) {
        Payment payment = lease.item().payment();
        Page<Payouts.Holder> page = participants.holders(
                payment.asset(),
                payment.recordAt(),
                payment.holder(),
                lease.item().page());
        // what the issuer has not sold is nobody's claim
        List<Payouts.Holder> holders = page.items().stream()
                .filter(one -> !one.holder().equals(payment.issuer()))
                .toList();
        return queue.collected(lease, holders, page.next());
    }

    private Optional<Lease<Queued>> reserve(Lease<Queued> lease) {
        Payment payment = lease.item().payment();
        Instant now = clock.instant();
        if (now.isBefore(payment.payAt())) {
            queue.leases().postpone(lease, Duration.between(now, payment.payAt()));
            return Optional.empty();
        }
        long net = apportionment.net(payment);
        Optional<String> refusal =
                net == 0 ? Optional.empty() : participants.reserve(payment.id(), payment.issuer(), net);
        if (refusal.isPresent()) {
            missing(lease, refusal.get(), now);
            return Optional.empty();
        }
        return queue.move(lease, Status.PAYING, payment.overdueAt() == null ? null : "settlement.payment-repaired");
    }

    /** What was in default once is in default, whatever a clock says later. */
    private void missing(Lease<Queued> lease, String refusal, Instant now) {
        Payment payment = lease.item().payment();
        if (payment.status() != Status.DEFAULTED && now.isBefore(payment.graceUntil())) {
            LOG.warn(
                    "payment {} of {} is overdue until {}: {}",
                    payment.id(),
                    payment.issuer(),
                    payment.graceUntil(),
                    refusal);
            queue.overdue(lease, refusal, Duration.between(now, payment.graceUntil()));
        } else {
            LOG.warn("payment {} of {} is in default: {}", payment.id(), payment.issuer(), refusal);
            queue.defaulted(lease, refusal);
        }
    }

    private Optional<Lease<Queued>> pay(Lease<Queued> lease) {
        Optional<PayoutBatch.Marks> marks = batch.next(lease.item().payment());
        if (marks.isPresent()) {
            return queue.written(lease, marks.get()::write);
        }
        Payment payment = lease.item().payment();
        if (!batch.keepsAny(payment)) {
            batch.giveBack(payment);
            LOG.info("payment {} is done", payment.id());
            queue.finish(lease, Status.DONE, null);
        } else {
            queue.keeping(lease);
        }
        return Optional.empty();
    }
}
