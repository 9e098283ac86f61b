package io.cfa.settlement.payment;

import io.cfa.kit.CallerRoles;
import io.cfa.kit.DomainException;
import io.cfa.kit.EventPublisher;
import io.cfa.kit.page.Page;
import io.cfa.kit.page.PageRequest;
import io.cfa.kit.rule.Bounds;
import io.cfa.kit.rule.Precondition;
import io.cfa.kit.rule.Upsert;
import io.cfa.settlement.payment.Payment.Kind;
import io.cfa.settlement.payment.Payment.Status;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The rule of payments: an issuer announces what it pays to the holders of its own asset before the record date, a holder may wish for an early redemption of
 * their own units; the times of two payments of one kind do not meet, and nothing is announced for units that will be redeemed by then.
 */
@Service
class PaymentService {

    /** Tells the workers that a payment may be due. */
    record Due(UUID payment) {}

    private final Payments payments;
    private final Payouts payouts;
    private final EventPublisher events;
    private final ApplicationEventPublisher workers;
    private final Clock clock;

    PaymentService(
            Payments payments, Payouts payouts, EventPublisher events, ApplicationEventPublisher workers, Clock clock) {
        this.payments = payments;
        this.payouts = payouts;
        this.events = events;
        this.workers = workers;
        this.clock = clock;
    }

    /** Writes down what is announced or wished, or returns what stands under the id already. */
    @Transactional
    Upsert<Payment> announce(
            Authentication caller, UUID id, PaymentTerms asked, String issuerOfTheAsset, long unitsOfTheAsset) {
        PaymentTerms terms = asked.by(issuerOfTheAsset, wisher(caller, asked.kind(), issuerOfTheAsset));
        check(terms, unitsOfTheAsset);
        payments.lock(terms.asset());
        Payment before = payments.withId(id).orElse(null);
        if (before != null) {
            if (!terms.areThoseOf(before)) {
                throw DomainException.conflict("id-taken", "Another payment stands under this id.");
            }
            return Upsert.found(before);
        }
        Instant now = clock.instant();
        if (!terms.recordAt().isAfter(now)) {
            throw DomainException.unprocessable(
                            "record-date-over", "A record date is still to come; here it is %s.".formatted(now))
                    .about("recordAt");
        }
        if (payments.isRedeemed(terms.asset(), terms.recordAt())) {
            throw DomainException.conflict("redeemed", "All units are redeemed before that.")
                    .about("recordAt");
        }
        payments.overlapping(id, terms).ifPresent(other -> {
            throw DomainException.conflict(
                            "record-dates-overlap",
                            "Payment %s of this asset is of the same kind, and not paid before this one's record date."
                                    .formatted(other))
                    .about("recordAt");
        });
        payments.add(id, terms, terms.holder() == null ? Status.ANNOUNCED : Status.REQUESTED, now);
        Payment payment = withId(id);
        events.publish(
                terms.holder() == null ? "settlement.payment-announced" : "settlement.redemption-requested",
                id.toString(),
                payment);
        return Upsert.inserted(payment);
    }

    /** The holder whose wish it is; null where the issuer announces what it pays. */
    private static String wisher(Authentication caller, Kind kind, String issuer) {
        if (CallerRoles.is(caller, issuer) && CallerRoles.hasRole(caller, "issuer")) {
            return null;
        }
        if (kind == Kind.EARLY_REDEMPTION && CallerRoles.hasRole(caller, "investor")) {
            return caller.getName();
        }
        throw new DomainException(HttpStatus.FORBIDDEN, "forbidden", "Its issuer pays for an asset.");
    }

    private static void check(PaymentTerms terms, long unitsOfTheAsset) {
        Bounds.checkKopecks(terms.amount());
        if (terms.payAt().isBefore(terms.recordAt())) {
            throw DomainException.unprocessable("pay-date-early", "Nothing is paid before its record date.")
                    .about("payAt");
        }
        boolean needed = terms.kind() == Kind.PARTIAL_REDEMPTION || terms.holder() != null;
        boolean taken = needed || terms.kind() == Kind.EARLY_REDEMPTION;
        if (terms.units() == null ? needed : !taken) {
            throw DomainException.unprocessable(
                            "units-wrong",
                            "How many units are redeemed is said of a partial redemption, and of one at a holder's wish.")
                    .about("units");
        }
        if (terms.units() != null && terms.units() > unitsOfTheAsset) {
            throw DomainException.unprocessable("too-many-units", "The asset has fewer units.")
                    .about("units");
        }
    }

    /** The issuer accepts what a holder of its asset wished. */
    @Transactional
    Payment accept(Authentication caller, UUID id, Precondition precondition) {
        Payment payment = own(caller, id, precondition);
        boolean over =
                payment.status() == Status.REQUESTED && !payment.recordAt().isAfter(clock.instant());
        if (over || payment.status() == Status.CANCELLED) {
            throw DomainException.conflict("too-late", "Its record date is over, or it is cancelled.");
        }
        payments.accept(id);
        return payment.status() == Status.REQUESTED ? published("settlement.payment-announced", id) : payment;
    }

    /** Takes a payment back that has not begun, for its issuer, the holder whose wish it is, or an operator. */
    @Transactional
    Payment cancel(Authentication caller, UUID id, Precondition precondition) {
        Payment payment = locked(caller, id);
        precondition.check(payment);
        if (payment.status() == Status.CANCELLED) {
            return payment;
        }
        Instant now = clock.instant();
        boolean begun = payment.status() != Status.REQUESTED && payment.status() != Status.ANNOUNCED;
        if (begun || !payment.recordAt().isAfter(now)) {
            throw DomainException.conflict("too-late", "Its record date is over: the holders of then are paid.");
        }
        payments.cancel(id, "cancelled", now);
        return published("settlement.payment-cancelled", id);
    }

    /** Has a payment that is in default, or keeps money, go on now. */
    @Transactional
    Payment retry(Authentication caller, UUID id, Precondition precondition) {
        Payment payment = own(caller, id, precondition);
        payments.hurry(id);
        workers.publishEvent(new Due(id));
        return payment;
    }

    /** An operator finds that a holder who is without the units gets nothing for them; who is restricted or blocked still has the money kept. */
    @Transactional
    Payout lapse(Authentication caller, UUID id, UUID holder, Precondition precondition) {
        precondition.check(locked(caller, id));
        Payout lapsed = payouts.lapse(id, holder.toString(), caller.getName(), clock.instant())
                .orElseThrow(() -> DomainException.conflict(
                        "not-without-units", "Nothing is kept for this holder because they have too few units."));
        payments.hurry(id);
        events.publish("settlement.payout-lapsed", id.toString(), lapsed);
        workers.publishEvent(new Due(id));
        return lapsed;
    }

    private Payment own(Authentication caller, UUID id, Precondition precondition) {
        Payment payment = locked(caller, id);
        if (!CallerRoles.is(caller, payment.issuer()) && !CallerRoles.hasRole(caller, "operator")) {
            throw new DomainException(HttpStatus.FORBIDDEN, "forbidden", "Only its issuer does that.");
        }
        precondition.check(payment);
        return payment;
    }

    private Payment locked(Authentication caller, UUID id) {
        seenBy(caller, id);
        return payments.locked(id).orElseThrow();
    }

    private Payment published(String type, UUID id) {
        Payment payment = withId(id);
        events.publish(type, id.toString(), payment);
        return payment;
    }

    private Payment withId(UUID id) {
        return payments.withId(id).orElseThrow(PaymentService::noSuchPayment);
    }

    private static DomainException noSuchPayment() {
        return DomainException.notFound("There is no such payment.");
    }

    /** One payment, for its issuer, the holder whose wish it is, and operators. */
    Payment seenBy(Authentication caller, UUID id) {
        return payments.withId(id)
                .filter(payment -> CallerRoles.is(caller, payment.issuer())
                        || payment.holder() != null && CallerRoles.is(caller, payment.holder())
                        || CallerRoles.hasRole(caller, "operator"))
                .orElseThrow(PaymentService::noSuchPayment);
    }

    /** Those of an issuer, or for an operator everybody's. */
    Page<Payment> seenBy(Authentication caller, UUID asset, Status status, PageRequest page) {
        return payments.of(CallerRoles.hasRole(caller, "operator") ? null : caller.getName(), asset, status, page);
    }

    /** Who gets what of a payment, for whoever may see it; of one holder, where one is named. */
    Page<Payout> payouts(Authentication caller, UUID id, String holder, Payout.Status status, PageRequest page) {
        return payouts.of(seenBy(caller, id).id(), holder, status, page);
    }

    /** What somebody gets, and got, of all payments. */
    Page<Payout> payoutsTo(String holder, Payout.Status status, PageRequest page) {
        return payouts.of(null, holder, status, page);
    }

    /** What is withheld of a payment, for whoever may see it. */
    TaxReport taxes(Authentication caller, UUID id) {
        Payment payment = seenBy(caller, id);
        return TaxReport.of(payment, payouts.taxes(payment.id()));
    }
}
