package io.cfa.settlement.trade;

import io.cfa.kit.CallerRoles;
import io.cfa.kit.DomainException;
import io.cfa.kit.EventPublisher;
import io.cfa.kit.page.Page;
import io.cfa.kit.page.PageRequest;
import io.cfa.kit.rule.FourEyes;
import io.cfa.kit.rule.Precondition;
import io.cfa.kit.rule.Upsert;
import io.cfa.settlement.offer.Offer;
import io.cfa.settlement.offer.Offers;
import io.cfa.settlement.offer.PlacementTerms;
import io.cfa.settlement.payment.Payments;
import java.util.Optional;
import java.util.UUID;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The rule of requests: an id is used once, nobody buys from themselves, units are taken from an offer by whose money is held, a
 * trade ends in time or is cancelled, and it is seen by its two
 * parties, the operator.
 */
@Service
class TradeService {

    /** Tells the workers that a trade may be due. */
    record Requested(UUID trade) {}

    private final Offers offers;
    private final Payments payments;
    private final Trades trades;
    private final EventPublisher events;
    private final ApplicationEventPublisher workers;

    TradeService(
            Offers offers, Payments payments, Trades trades, EventPublisher events, ApplicationEventPublisher workers) {
        this.offers = offers;
        this.payments = payments;
        this.trades = trades;
        this.events = events;
        this.workers = workers;
    }

    @Transactional
    Upsert<Trade> request(UUID id, String buyer, UUID offerId, long units) {
        Offer offer = offers.withId(offerId).orElseThrow(() -> DomainException.notFound("There is no such offer."));
        refuseWhatCanNeverBe(offer, buyer, units);
        Optional<Trade> requested = trades.request(id, buyer, offer, units);
        return requested
                .map(trade -> Upsert.inserted(requested(trade, offer)))
                .orElseGet(() -> Upsert.found(first(id, buyer, offerId, units)));
    }

    /** One trade, if the caller may see it. */
    Trade seenBy(Authentication caller, UUID id) {
        return trades.withId(id)
                .filter(trade -> CallerRoles.is(caller, trade.buyer())
                        || CallerRoles.is(caller, trade.seller())
                        || CallerRoles.hasRole(caller, "operator"))
                .orElseThrow(() -> DomainException.notFound("There is no such trade."));
    }

    /** Those that the caller may see: its own, or an operator everybody's. */
    Page<Trade> seenBy(Authentication caller, PageRequest page, TradeFilter which) {
        return trades.of(CallerRoles.hasRole(caller, "operator") ? null : caller.getName(), page, which);
    }

    private static void refuseWhatCanNeverBe(Offer offer, String buyer, long units) {
        if (offer.seller().equals(buyer)) {
            throw DomainException.unprocessable("own-offer", "Nobody buys from themselves.");
        }
        if (units > offer.units()) {
            throw DomainException.conflict("offer-exhausted", "The offer never had as many units.");
        }
    }

    /** Whether the offer has as many units is known when they are taken; who asks for more than are left now is told at once. */
    private Trade requested(Trade trade, Offer offer) {
        if (offer.status() != Offer.Status.OPEN || offer.unitsLeft() < trade.units()) {
            throw DomainException.conflict("offer-exhausted", "The offer is withdrawn, or has fewer units left.");
        }
        refuseWhatThePlacementDoesNotAllow(trade, offer);
        if (payments.isRedemptionAhead(offer.asset(), trades.end(offer))) {
            throw DomainException.conflict(
                    "redemption-ahead",
                    "Units of this asset are redeemed, or will be before the trade has to be done.");
        }
        events.publish("settlement.trade-requested", trade.id().toString(), trade);
        workers.publishEvent(new Requested(trade.id()));
        return trade;
    }

    private void refuseWhatThePlacementDoesNotAllow(Trade trade, Offer offer) {
        PlacementTerms placement = offer.placement();
        if (placement == null) {
            return;
        }
        if (placement.closesAt() != null && !placement.closesAt().isAfter(trade.requestedAt())) {
            throw DomainException.conflict("placement-over", "The deadline of the placement is over.");
        }
        if (placement.mostPerBuyer() != null && trades.unitsOf(offer.id(), trade.buyer()) > placement.mostPerBuyer()) {
            throw DomainException.conflict(
                            "more-than-allowed", "One buyer may have %d units.".formatted(placement.mostPerBuyer()))
                    .about("units");
        }
    }

    /** Has a trade turn back, for its buyer or an operator; whether it did, its end says. */
    @Transactional
    Trade cancel(Authentication caller, UUID id, Precondition precondition) {
        Trade trade = seenBy(caller, id);
        if (!CallerRoles.is(caller, trade.buyer())) {
            if (!CallerRoles.hasRole(caller, "operator")) {
                throw new DomainException(HttpStatus.FORBIDDEN, "forbidden", "Only its buyer cancels a trade.");
            }
            FourEyes.check(caller.getName(), trade.seller(), "cancels a trade that they sell in");
        }
        trades.locked(id).ifPresent(precondition::check);
        boolean turnsBack = trades.cancel(id);
        workers.publishEvent(new Requested(id));
        Trade now = trades.withId(id).orElseThrow();
        if (!turnsBack && (now.status() == Trade.Status.ASSET_MOVED || now.status() == Trade.Status.DONE)) {
            throw DomainException.conflict("too-late", "The asset is the buyer's already.");
        }
        return now;
    }

    private Trade first(UUID id, String buyer, UUID offer, long units) {
        return trades.withId(id)
                .filter(trade -> trade.buyer().equals(buyer) && offer.equals(trade.offer()) && trade.units() == units)
                .orElseThrow(() -> DomainException.conflict("id-taken", "Another trade stands under this id."));
    }
}
