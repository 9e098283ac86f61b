package io.cfa.settlement.trade;

import io.cfa.kit.CallerRoles;
import io.cfa.kit.DomainException;
import io.cfa.kit.EventPublisher;
import io.cfa.settlement.offer.Offer;
import io.cfa.settlement.offer.Offers;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The rule of requests: an id is used once, nobody buys from themselves, what is requested is taken from the offer, and a trade is seen by its two
 * parties, the operator and other services.
 */
@Service
class TradeService {

    /** Tells the workers that a trade is due. */
    record Requested(UUID trade) {}

    private final Offers offers;
    private final Trades trades;
    private final EventPublisher events;
    private final ApplicationEventPublisher workers;

    TradeService(Offers offers, Trades trades, EventPublisher events, ApplicationEventPublisher workers) {
        this.offers = offers;
        this.trades = trades;
        this.events = events;
        this.workers = workers;
    }

    @Transactional
    Trade request(UUID id, String buyer, UUID offerId, long units) {
        Offer offer = offers.withId(offerId).orElseThrow(() -> DomainException.notFound("There is no such offer."));
        refuseWhatCanNeverBe(offer, buyer, units);
        Optional<Trade> requested = trades.request(id, buyer, offer, units);
        return requested.map(trade -> taken(trade, offer)).orElseGet(() -> first(id, buyer, offerId, units));
    }

    /** One trade, if the caller may see it. */
    Trade seenBy(Authentication caller, UUID id) {
        return trades.withId(id)
                .filter(trade -> CallerRoles.is(caller, trade.buyer())
                        || CallerRoles.is(caller, trade.seller())
                        || CallerRoles.hasRole(caller, "operator", "service"))
                .orElseThrow(() -> DomainException.notFound("There is no such trade."));
    }

    /** The youngest hundred that the caller may see. */
    List<Trade> seenBy(Authentication caller) {
        return CallerRoles.hasRole(caller, "operator") ? trades.all() : trades.of(caller.getName());
    }

    private static void refuseWhatCanNeverBe(Offer offer, String buyer, long units) {
        if (offer.seller().equals(buyer)) {
            throw DomainException.unprocessable("own-offer", "Nobody buys from themselves.");
        }
        if (units > offer.units()) {
            throw DomainException.conflict("offer-exhausted", "The offer never had as many units.");
        }
    }

    private Trade taken(Trade trade, Offer offer) {
        // last, so that the row that all buyers of an offer want is locked as short as can be
        events.publish("settlement.trade-requested", trade.id().toString(), trade);
        if (!offers.take(offer.id(), trade.units())) {
            throw DomainException.conflict("offer-exhausted", "The offer is withdrawn, or has fewer units left.");
        }
        workers.publishEvent(new Requested(trade.id()));
        return trade;
    }

    private Trade first(UUID id, String buyer, UUID offer, long units) {
        return trades.withId(id)
                .filter(trade -> trade.buyer().equals(buyer) && offer.equals(trade.offer()) && trade.units() == units)
                .orElseThrow(() -> DomainException.conflict("id-taken", "Another trade stands under this id."));
    }
}
