package io.cfa.settlement.payment;

import io.cfa.settlement.payment.PaymentParticipants.Paid;
import io.cfa.settlement.payment.Payout.Status;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * Some payouts at a time. Who may be paid is asked before it is written down that a holder's payout is asked for; from there on it is asked for until there
 * is an answer, as the money may be theirs already. Units go back before the money comes.
 */
@Component
class PayoutBatch {

    private static final int AT_ONCE = 100;

    private final Payouts payouts;
    private final PaymentParticipants participants;

    PayoutBatch(Payouts payouts, PaymentParticipants participants) {
        this.payouts = payouts;
        this.participants = participants;
    }

    /** What is to be written down of some payouts, in one transaction. */
    @FunctionalInterface
    interface Marks {
        void write();
    }

    /** Asks for some; empty where none waits any more. */
    Optional<Marks> next(Payment payment) {
        List<Payout> asked = payouts.some(payment.id(), Status.ASKED, AT_ONCE);
        if (!asked.isEmpty()) {
            return Optional.of(ask(payment, asked));
        }
        List<Payout> due = payouts.some(payment.id(), Status.DUE, AT_ONCE);
        return due.isEmpty() ? Optional.empty() : Optional.of(screen(payment, due));
    }

    /** Whether money is kept for anybody. */
    boolean keepsAny(Payment payment) {
        return !payouts.some(payment.id(), Status.KEPT, 1).isEmpty();
    }

    /** Gives the issuer back what was set aside for holders who get nothing; nobody else may still wait for theirs. */
    void giveBack(Payment payment) {
        if (payouts.lapsed(payment.id()) > 0) {
            participants.release(payment.id());
        }
    }

    /** What is kept waits for its turn again, in the transaction of whoever calls. */
    void tryKeptAgain(Payment payment) {
        payouts.tryKeptAgain(payment.id());
    }

    private Marks screen(Payment payment, List<Payout> due) {
        List<String> holders = due.stream().map(Payout::holder).toList();
        Set<String> approved = participants.approved(holders);
        List<String> others =
                holders.stream().filter(one -> !approved.contains(one)).toList();
        return () -> {
            payouts.mark(payment.id(), List.copyOf(approved), Status.ASKED, null, false);
            payouts.mark(payment.id(), others, Status.KEPT, "not-approved", false);
        };
    }

    private Marks ask(Payment payment, List<Payout> asked) {
        List<Payout> redeeming = asked.stream().filter(one -> one.units() > 0).toList();
        Map<UUID, String> refusals = redeeming.isEmpty() ? Map.of() : participants.redeem(payment.asset(), redeeming);
        List<String> restricted = refused(redeeming, refusals, "units-restricted");
        List<String> gone = refused(redeeming, refusals, "insufficient-units");
        List<Payout> paying = asked.stream()
                .filter(one -> one.units() == 0 || !refusals.containsKey(one.transferId()))
                .toList();
        List<Payout> ofMoney = paying.stream().filter(one -> one.net() > 0).toList();
        Set<UUID> withoutAccount = ofMoney.isEmpty() ? Set.of() : unpaid(payment, ofMoney);
        List<String> paid = paying.stream()
                .filter(one -> !withoutAccount.contains(one.bankId()))
                .map(Payout::holder)
                .toList();
        List<String> without = paying.stream()
                .filter(one -> withoutAccount.contains(one.bankId()))
                .map(Payout::holder)
                .toList();
        return () -> {
            payouts.mark(payment.id(), paid, Status.PAID, null, false);
            payouts.mark(payment.id(), without, Status.KEPT, "no-account", false);
            payouts.mark(payment.id(), restricted, Status.KEPT, "units-restricted", true);
            payouts.mark(payment.id(), gone, Status.KEPT, "insufficient-units", true);
        };
    }

    private static List<String> refused(List<Payout> redeeming, Map<UUID, String> refusals, String word) {
        return redeeming.stream()
                .filter(one -> word.equals(refusals.get(one.transferId())))
                .map(Payout::holder)
                .toList();
    }

    private Set<UUID> unpaid(Payment payment, List<Payout> paying) {
        Paid answer = participants.pay(payment.id(), paying);
        Set<UUID> without = new HashSet<>(answer.withoutAccount());
        Set<UUID> told = new HashSet<>(answer.paid());
        told.addAll(without);
        if (!told.equals(new HashSet<>(paying.stream().map(Payout::bankId).toList()))) {
            throw new IllegalStateException("the bank tells of other payouts than it was asked for");
        }
        return without;
    }
}
