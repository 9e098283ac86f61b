package io.cfa.settlement.payment;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;

import io.cfa.kit.EventPublisher;
import io.cfa.kit.queue.BackOff;
import io.cfa.kit.queue.Change;
import io.cfa.kit.queue.DurableQueue;
import io.cfa.kit.queue.Lease;
import io.cfa.kit.queue.QueueTable;
import io.cfa.settlement.payment.Payment.Status;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.interceptor.TransactionAspectSupport;

/** The payments that are due, and how each is moved on, in one transaction with what that means for its payouts. */
@Repository
class PaymentQueue {

    private final DurableQueue<Queued> queue;
    private final Payouts payouts;
    private final EventPublisher events;
    private final Duration again;

    PaymentQueue(
            JdbcClient database,
            Payouts payouts,
            EventPublisher events,
            @Value("${cfa.settlement.lease:8s}") Duration lease,
            @Value("${cfa.settlement.payments-asked-about-every:1h}") Duration again) {
        this.queue = new DurableQueue<>(
                database,
                QueueTable.named("payment"),
                Payments.COLUMNS + ", page",
                PaymentQueue::read,
                new DurableQueue.Timing(lease, BackOff.between(ofMillis(100), ofSeconds(30))));
        this.payouts = payouts;
        this.events = events;
        this.again = again;
    }

    /**
     * A payment as its worker sees it.
     *
     * @param payment as it was when it was taken, or last changed
     * @param page    where the next page of holders begins; null for the first
     */
    record Queued(Payment payment, String page) {

        UUID id() {
            return payment.id();
        }
    }

    /** Where the workers take from. */
    DurableQueue<Queued> leases() {
        return queue;
    }

    /** Moves a payment on, with an event where one is named; empty when another has taken it. */
    @Transactional
    Optional<Lease<Queued>> move(Lease<Queued> lease, Status next, String event) {
        Optional<Lease<Queued>> moved =
                queue.move(lease, Change.set("status = :status, reason = null").with("status", next.name()));
        moved.filter(one -> event != null).ifPresent(one -> publish(event, one.item()));
        return moved;
    }

    /** Some holders were read; behind them is the next page, or none. */
    @Transactional
    Optional<Lease<Queued>> collected(Lease<Queued> lease, List<Payouts.Holder> holders, Optional<String> page) {
        payouts.add(lease.item().id(), holders);
        return orNothing(queue.move(
                lease,
                Change.set("page = :page, status = :status")
                        .with("page", page.orElse(null))
                        .with("status", (page.isPresent() ? Status.COLLECTING : Status.APPORTIONING).name())));
    }

    /** What a step has written of payouts stays where the lease is still ours. */
    @Transactional
    Optional<Lease<Queued>> written(Lease<Queued> lease, Runnable what) {
        what.run();
        return orNothing(queue.move(lease, Change.set("status = status")));
    }

    private static <T> Optional<T> orNothing(Optional<T> moved) {
        if (moved.isEmpty()) {
            TransactionAspectSupport.currentTransactionStatus().setRollbackOnly();
        }
        return moved;
    }

    /** The issuer's money is not there, and days of grace are left: it is asked for again in a while, and when they are over. */
    @Transactional
    void overdue(Lease<Queued> lease, String reason, Duration left) {
        boolean first = lease.item().payment().overdueAt() == null;
        queue.move(
                        lease,
                        Change.set("reason = :reason, overdue_at = coalesce(overdue_at, now())")
                                .with("reason", reason))
                .ifPresent(moved -> {
                    if (first) {
                        publish("settlement.payment-overdue", moved.item());
                    }
                    queue.postpone(moved, left.compareTo(again) < 0 ? left : again);
                });
    }

    /** The issuer's money is not there: the payment is asked for again in a while. */
    @Transactional
    void defaulted(Lease<Queued> lease, String reason) {
        boolean first = lease.item().payment().defaultedAt() == null;
        queue.move(
                        lease,
                        Change.set("status = 'DEFAULTED', reason = :reason, overdue_at = coalesce(overdue_at, now()),"
                                        + " defaulted_at = coalesce(defaulted_at, now())")
                                .with("reason", reason))
                .ifPresent(moved -> {
                    if (first) {
                        publish("settlement.payment-defaulted", moved.item());
                    }
                    queue.postpone(moved, again);
                });
    }

    /** All are paid but those whose money is kept: they are looked at again in a while. */
    @Transactional
    void keeping(Lease<Queued> lease) {
        queue.move(lease, Change.set("status = 'KEEPING'")).ifPresent(moved -> queue.postpone(moved, again));
    }

    /** Ends a payment. */
    @Transactional
    void finish(Lease<Queued> lease, Status end, String reason) {
        queue.finish(
                        lease,
                        Change.set("status = :end, reason = :reason, finished_at = now()")
                                .with("end", end.name())
                                .with("reason", reason))
                .ifPresent(finished -> publish(
                        end == Status.DONE ? "settlement.payment-done" : "settlement.payment-cancelled", finished));
    }

    private void publish(String type, Queued queued) {
        events.publish(type, queued.id().toString(), queued.payment());
    }

    private static Queued read(ResultSet row, int number) throws SQLException {
        return new Queued(Payments.payment(row, number), row.getString("page"));
    }
}
